//! What was added, and what others have recorded of it since: taking the addition back would hide that from everybody.

use std::collections::HashSet;

use super::{CommitError, Replica, is_of_catalogue};
use crate::domain::Value;
use crate::domain::change::ADDED;
use crate::store::line::{Line, LineId, Saying};

impl Replica {
    /// Voiding a line takes nothing away on which somebody else has worked.
    ///
    /// # Errors
    /// When it would.
    pub(super) fn may_void(&self, target: LineId) -> Result<(), CommitError> {
        let line = self.fold.line(target).into_iter();
        let added = line.flat_map(Line::sayings).filter(adds);
        let gone = added.map(|said| said.entity);
        let gone = gone.filter(|entity| self.fold.field(entity, ADDED).1 == [target]);
        self.keep_work(&gone.collect(), target)
    }

    /// The things are not taken off the list while somebody else has recorded something of them, but for this line.
    ///
    /// # Errors
    /// When somebody has.
    pub(super) fn keep_work(
        &self,
        gone: &HashSet<&str>,
        besides: LineId,
    ) -> Result<(), CommitError> {
        if gone.is_empty() {
            return Ok(());
        }
        let own = self.author.by.to_lowercase();
        // The newest first, which most often stands.
        let others = self.fold.lines().rev().filter(|line| {
            line.id != besides && !is_of_catalogue(line) && line.body.by.to_lowercase() != own
        });
        for line in others {
            if let Some(entity) = self.work_of(line, gone) {
                let by = line.body.by.clone();
                return Err(CommitError::WorkedOn { entity, by });
            }
        }
        Ok(())
    }

    /// The one of these things of which a line says something that stands.
    fn work_of(&self, line: &Line, gone: &HashSet<&str>) -> Option<String> {
        let stands = |said: &Saying<'_>| {
            let (_, standing) = self.fold.field(said.entity, said.field);
            standing.contains(&line.id)
        };
        line.sayings().find_map(|said| {
            let mut about = about(&said).into_iter();
            about.find(|thing| gone.contains(&**thing) && stands(&said))
        })
    }
}

fn adds(said: &Saying<'_>) -> bool {
    said.field == ADDED && said.to == Some(&Value::Bool(true))
}

/// The things that something is said of, the widest first: a milestone belongs to a platform, and is of a kind; a platform
/// belongs to a ministry.
fn about(said: &Saying<'_>) -> Vec<String> {
    let mut about = Vec::new();
    if let Some((platform, kind)) = said.entity.split_once('/') {
        about.extend([platform.to_owned(), format!("kind:{kind}")]);
    }
    about.push(said.entity.to_owned());
    if let ("ministry", Some(ministry)) = (said.field, said.to) {
        about.push(format!("ministry:{ministry}"));
    }
    about
}
