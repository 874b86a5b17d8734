//! Rows that stay where they are while somebody works on them: an order that follows from the data would move a row away from
//! under the cursor with each change.

use std::collections::HashMap;

use super::listing::Listing;
use crate::domain::Id;

impl Listing {
    /// Puts the rows in sight in the order that they had in `old`: the ministries, the platforms of `ministry`, and the
    /// milestones of `platform`, or else their sums. What was not there before stands last.
    pub fn hold(&mut self, old: &Self, ministry: Option<&Id>, platform: Option<&Id>) {
        hold(&mut self.ministries, old.ministries(), |id| id);
        let scope = ministry.cloned();
        if let Some(rows) = self.platforms.get_mut(&scope) {
            hold(rows, old.platforms(ministry), |id| id);
        }
        if let Some(platform) = platform {
            if let Some(rows) = self.kinds.get_mut(platform) {
                hold(rows, old.kinds(platform), |id| id);
            }
        } else if let Some(rows) = self.sums.get_mut(&scope) {
            let before: Vec<Id> = old
                .sums(ministry)
                .iter()
                .map(|(id, _)| id.clone())
                .collect();
            hold(rows, &before, |(id, _)| id);
        }
    }
}

fn hold<T>(rows: &mut [T], before: &[Id], id: impl Fn(&T) -> &Id) {
    let places: HashMap<&Id, usize> = before.iter().zip(0..).collect();
    rows.sort_by_key(|row| places.get(id(row)).copied().unwrap_or(usize::MAX));
}
