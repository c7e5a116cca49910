//! The rows of an answer.

use super::codes::{Kind, ROW, word};

/// Rows in a table; if that has too little room, in a list of their own.
pub(super) struct Rows<'t> {
    table: &'t mut [[u32; ROW]],
    count: usize,
    overflow: Vec<[u32; ROW]>,
}

impl<'t> Rows<'t> {
    pub(super) fn new(table: &'t mut [[u32; ROW]]) -> Self {
        Self { table, count: 0, overflow: Vec::new() }
    }

    #[inline]
    pub(super) fn push(&mut self, kind: Kind, id: u8, span: (usize, usize), line: usize) {
        let row = [kind as u32 | u32::from(id) << 8, word(span.0), word(span.1), word(line)];
        match self.table.get_mut(self.count) {
            Some(place) => *place = row,
            None => self.overflowing(row),
        }
        self.count += 1;
    }

    #[cold]
    fn overflowing(&mut self, row: [u32; ROW]) {
        self.overflow.push(row);
    }

    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// All rows, if the table has too little room.
    pub(super) fn overflow(self) -> Option<Vec<[u32; ROW]>> {
        (!self.overflow.is_empty()).then(|| [&*self.table, &self.overflow].concat())
    }
}
