//! Fields near the grammar: most are valid or one octet away from it.

/// Text that begins as a field of the RFC and is then mutated.
pub struct Generator {
    state: u64,
}

const SCHEMES: [&str; 7] = ["Bearer", "Basic", "DPoP", "Negotiate", "x", "'a'", "SCRAM-SHA-256"];
const NAMES: [&str; 9] = [
    "realm",
    "scope",
    "error_description",
    "resource_metadata",
    "a",
    "Realm",
    "x-y",
    "a-name-that-ends-behind-two-chunks",
    "!",
];
/// Octets that mean something, or nearly.
const OCTETS: &[u8] = b"  \t\t,,,==\"\"\"\\\\;'a/~\r\n\0\x01\x7F\x80\xFF()?";

impl Generator {
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A number below `limit`. `SplitMix64`: each seed has its own sequence.
    fn below(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("below a usize")
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// The lines of a field.
    pub fn field(&mut self) -> Vec<Vec<u8>> {
        let mut text = Vec::new();
        for _ in 0..self.below(4) {
            self.challenge(&mut text);
            self.separator(&mut text);
        }
        if self.one_in(8) {
            let length = self.below(24);
            text = (0..length).map(|_| self.pick(OCTETS)).collect();
        }
        for _ in 0..self.pick(&[0, 0, 1, 1, 2, 3]) {
            self.mutate(&mut text);
        }
        let mut lines = vec![text];
        while self.one_in(4) {
            let last = lines.last_mut().expect("a line");
            let at = self.below(last.len() + 1);
            // Mostly at a comma, which the end of the line stands for.
            let comma = last[at..].iter().position(|octet| *octet == b',').map(|from| at + from);
            let next = match comma {
                Some(comma) if !self.one_in(4) => last.split_off(comma + 1),
                _ => last.split_off(at),
            };
            if last.last() == Some(&b',') && self.one_in(2) {
                last.pop();
            }
            lines.push(next);
        }
        lines
    }

    fn separator(&mut self, text: &mut Vec<u8>) {
        text.extend(self.pick(&[", ", ", ", ", ", ",", " , ", "\t,\t", ",,", ", ,", "  ,"]).bytes());
    }

    fn challenge(&mut self, text: &mut Vec<u8>) {
        text.extend(self.pick(&SCHEMES).bytes());
        match self.below(8) {
            0 => (),
            1 => {
                text.push(b' ');
                text.extend(self.pick(&["YWJj", "YWJj=", "YWJj==", "a/b", "a", "~+-._/=", "a==="]).bytes());
            }
            _ => {
                text.extend(self.pick(&[" ", " ", " ", "  ", " ,", " \t, "]).bytes());
                for at in 0..self.below(5) {
                    if at > 0 {
                        self.separator(text);
                    }
                    self.param(text);
                }
            }
        }
    }

    fn param(&mut self, text: &mut Vec<u8>) {
        text.extend(self.pick(&NAMES).bytes());
        if self.one_in(2) {
            text.extend(self.below(100).to_string().bytes());
        }
        text.extend(self.pick(&["=", "=", "=", "=", " =", "= ", "\t=\t", "  =  "]).bytes());
        if self.one_in(4) {
            text.extend(self.pick(&["a", "invalid_token", "SHA-256", "'", "1", "x.y~z"]).bytes());
            return;
        }
        // Up to some chunks of qdtext, with what ends one at any place.
        text.push(b'"');
        for _ in 0..self.pick(&[0, 1, 3, 15, 16, 17, 31, 32, 33, 50]) {
            match self.below(24) {
                0 => text.extend([b'\\', self.pick(b"\"\\a \t\x80")]),
                1 => text.push(self.pick(b"\t,;=' \xE9")),
                2 => text.extend(b"Basic a=b, "),
                _ => text.push(b'x'),
            }
        }
        text.push(b'"');
    }

    /// Inserts, removes, replaces or repeats an octet, or takes out more.
    fn mutate(&mut self, text: &mut Vec<u8>) {
        let at = self.below(text.len() + 1);
        let octet = self.pick(OCTETS);
        match self.below(6) {
            0 | 1 => text.insert(at, octet),
            2 if at < text.len() => drop(text.remove(at)),
            3 if at < text.len() => text[at] = octet,
            4 if at < text.len() => text.insert(at, text[at]),
            _ => {
                let end = (at + self.below(12)).min(text.len());
                text.drain(at..end);
            }
        }
    }
}
