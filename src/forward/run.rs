//! From field lines to field lines: read, decide, write.

use super::gaps::Gaps;
use super::lines::{FieldLines, Source};
use super::normalize::{self, Normal};
use super::plan::Plan;
use super::survey::{ChallengeSpan, Survey};
use super::{Forward, compose, sendable};
use crate::change::{Change, Reason, Report, isomorphic_decode};

/// The status codes whose challenges a gateway edits, RFC 9110 15.5.2, 15.5.4 and 15.5.8.
const STATUSES: [u16; 3] = [401, 403, 407];
/// Those of them that must come with a challenge.
const CHALLENGING: [u16; 2] = [401, 407];

impl Forward<'_> {
    /// The field lines to send on, end to end.
    pub(crate) fn field_lines(&mut self, lines: &[impl AsRef<[u8]>]) -> FieldLines {
        let mut listener = self.on_change.take();
        let mut report =
            Report::to(listener.as_deref_mut().map(|listener| listener as &mut dyn FnMut(Change)));
        let (one, several);
        let source = if let [line] = lines {
            one = [line.as_ref()];
            Source(&one)
        } else {
            several = lines.iter().map(AsRef::as_ref).collect::<Vec<_>>();
            Source(&several)
        };
        let sent = if self.edits_nothing() {
            unedited(source, &mut report)
        } else {
            let mut survey = std::mem::take(&mut self.survey);
            survey.read(source, self.max_length);
            let sent = self.edited(source, &mut survey, &mut report);
            self.survey = survey;
            sent
        };
        self.on_change = listener;
        sent
    }

    fn edits_nothing(&self) -> bool {
        let is_other_status = self.status.is_some_and(|status| !STATUSES.contains(&status));
        let is_field_edited = self.ensure.is_some() || self.schemes.is_some() || self.normalize;
        is_other_status || !is_field_edited && self.edits.is_empty()
    }

    fn edited(&mut self, source: Source<'_>, survey: &mut Survey, report: &mut Report<'_>) -> FieldLines {
        let order = self.plan(source, survey, report);
        let octets = source.0.iter().map(|line| line.len()).sum::<usize>();
        // Most edits change the length by less than that.
        let mut out = FieldLines::with_capacity(octets + 64, source.len());
        let ensured = self.ensure.as_ref().filter(|_| {
            order.as_ref().map_or(survey.challenges.is_empty(), Vec::is_empty)
                && self.status.is_some_and(|status| CHALLENGING.contains(&status))
        });
        match (ensured, order) {
            (Some(challenge), _) => {
                gaps(source, survey, report);
                let challenge = challenge.clone();
                self.ensured(&challenge, report, &mut out);
            }
            (None, Some(order)) => {
                gaps(source, survey, report);
                self.each_on_a_line(source, survey, &order, report, &mut out);
            }
            (None, None) => in_place(source, survey, report, &mut out),
        }
        out
    }

    /// Decides on every challenge that is kept. Returns the order in which they are sent; `None` if each keeps its place.
    fn plan(
        &mut self,
        source: Source<'_>,
        survey: &mut Survey,
        report: &mut Report<'_>,
    ) -> Option<Vec<usize>> {
        let Self { edits, schemes, .. } = self;
        let mut ranks = Vec::new();
        for (index, challenge) in survey.challenges.iter_mut().enumerate() {
            let scheme = challenge.scheme(source);
            if let Some(wanted) = schemes {
                let Some(rank) = wanted.iter().position(|wanted| wanted.eq_ignore_ascii_case(scheme)) else {
                    report.emit(|| {
                        change(Reason::Schemes, source, challenge)
                            .from(Some(&isomorphic_decode(&challenge.text(source))))
                    });
                    continue;
                };
                ranks.push((rank, index));
            }
            if edits.is_empty() {
                continue;
            }
            let params = survey.params.get_mut(challenge.params.clone()).unwrap_or_default();
            Plan { edits, report }.challenge(source, Some(index), challenge, params);
        }
        let is_in_place = !self.normalize
            && ranks.is_sorted()
            && (self.schemes.is_none() || ranks.len() == survey.challenges.len());
        if is_in_place {
            return None;
        }
        if self.schemes.is_none() {
            ranks.extend((0..survey.challenges.len()).map(|index| (0, index)));
        }
        ranks.sort_unstable();
        let mut order: Vec<_> = ranks.into_iter().map(|(_, index)| index).collect();
        if self.normalize {
            order.sort_by_key(|index| {
                survey.challenges.get(*index).map_or(0, |challenge| normalize::rank(challenge.scheme(source)))
            });
        }
        Some(order)
    }

    fn each_on_a_line(
        &self,
        source: Source<'_>,
        survey: &Survey,
        order: &[usize],
        report: &mut Report<'_>,
        out: &mut FieldLines,
    ) {
        let mut normal = Normal::default();
        let mut in_order = order.to_vec();
        in_order.sort_unstable();
        for (index, ordered) in order.iter().zip(in_order) {
            let Some(challenge) = survey.challenges.get(*index) else { continue };
            let is_moved = *index != ordered;
            let start = out.octets().len();
            if self.normalize {
                let params = survey.params.get(challenge.params.clone()).unwrap_or_default();
                normal.write(source, challenge, params, report, out.line());
            } else {
                write(source, survey, challenge, report, out);
            }
            let text = out.octets().get(start..).unwrap_or_default();
            if report.is_heard() && (is_moved || self.normalize && is_other(source, survey, challenge, text))
            {
                let reason = if self.normalize { Reason::Normalize } else { Reason::Schemes };
                report.emit(|| {
                    change(reason, source, challenge)
                        .from(Some(&isomorphic_decode(&challenge.text(source))))
                        .to(Some(&isomorphic_decode(text)))
                });
            }
            out.end_line();
        }
    }

    /// The challenge of last resort, with the edits.
    fn ensured(&mut self, text: &[u8], report: &mut Report<'_>, out: &mut FieldLines) {
        let one = [text];
        let source = Source(&one);
        let mut survey = Survey::default();
        survey.read(source, usize::MAX);
        // All of it is new: one change says so.
        let unheard = &mut Report::to(None);
        if let Some(challenge) = survey.challenges.first_mut() {
            let params = survey.params.as_mut_slice();
            Plan { edits: &mut self.edits, report: unheard }.challenge(source, None, challenge, params);
            if self.normalize {
                Normal::default().write(source, challenge, params, unheard, out.line());
            } else {
                compose::splice(source, challenge, params, out);
            }
            out.end_line();
            report.emit(|| {
                let change = Change::new(Reason::Ensure, 0, Some(challenge.scheme(source)), None);
                change.to(Some(&isomorphic_decode(out.octets())))
            });
        }
    }
}

/// The lines as they came, but for octets that cannot be sent.
fn unedited(source: Source<'_>, report: &mut Report<'_>) -> FieldLines {
    let mut out = FieldLines::with_capacity(source.0.iter().map(|line| line.len()).sum(), source.len());
    for (index, line) in source.0.iter().enumerate() {
        out.line().extend_from_slice(&sendable::sendable_line(index, line, report));
        out.end_line();
    }
    out
}

/// Each challenge where it stood, with what separates them.
fn in_place(source: Source<'_>, survey: &Survey, report: &mut Report<'_>, out: &mut FieldLines) {
    let mut from = None;
    for challenge in &survey.challenges {
        let mut gaps = Gaps { source, cut: survey.cut, out: Some(out), report };
        gaps.between(from, Some(challenge.start));
        write(source, survey, challenge, report, out);
        from = Some(challenge.end);
    }
    Gaps { source, cut: survey.cut, out: Some(out), report }.between(from, None);
}

/// Reports what is dropped between the challenges.
fn gaps(source: Source<'_>, survey: &Survey, report: &mut Report<'_>) {
    let mut from = None;
    let mut gaps = Gaps { source, cut: survey.cut, out: None, report };
    for challenge in &survey.challenges {
        gaps.between(from, Some(challenge.start));
        from = Some(challenge.end);
    }
    gaps.between(from, None);
}

fn write(
    source: Source<'_>,
    survey: &Survey,
    challenge: &ChallengeSpan,
    report: &mut Report<'_>,
    out: &mut FieldLines,
) {
    let params = survey.params.get(challenge.params.clone()).unwrap_or_default();
    if challenge.is_valid {
        return compose::splice(source, challenge, params, out);
    }
    let start = out.octets().len();
    compose::rewrite(source, challenge, params, out.line());
    let text = out.octets().get(start..).unwrap_or_default();
    report.emit(|| {
        let before = challenge.text(source);
        let change = change(Reason::Repair, source, challenge).from(Some(&isomorphic_decode(&before)));
        change.to(Some(&isomorphic_decode(text)))
    });
}

/// True if a challenge would be another text, or not alone in its line, without `normalize`.
fn is_other(source: Source<'_>, survey: &Survey, challenge: &ChallengeSpan, text: &[u8]) -> bool {
    let mut plain = FieldLines::default();
    write(source, survey, challenge, &mut Report::to(None), &mut plain);
    let is_alone = challenge.start.at == 0
        && challenge.start.line == challenge.end.line
        && challenge.end.at == source.line(challenge.end.line).len();
    !challenge.is_valid || !is_alone || plain.octets() != text
}

fn change(reason: Reason, source: Source<'_>, challenge: &ChallengeSpan) -> Change {
    let change = Change::new(reason, challenge.start.line, Some(challenge.scheme(source)), None);
    change.at(Some(challenge.start.at))
}
