//! In which order the rows of a pane or a listing stand.

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::words::nearest;
use crate::domain::{Lang, Status};

/// What rows are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SortKey {
    /// The order of the list.
    #[default]
    List,
    /// The name in the chosen language.
    Name,
    /// The part that is done.
    Progress,
    /// What is worst: the colour, then how much is overdue.
    Worst,
    /// The next due date of what is open.
    Due,
    /// The greatest slippage.
    Slippage,
    /// The reporting status, by how much it calls for attention.
    Status,
}

/// The order in which statuses call for attention.
pub(super) const SEVERITY: [Status; 10] = [
    Status::Overdue,
    Status::AtRisk,
    Status::DueSoon,
    Status::OnTrack,
    Status::NotDue,
    Status::NoDate,
    Status::OnHold,
    Status::DoneLate,
    Status::DoneOnTime,
    Status::Cancelled,
];

impl SortKey {
    /// Every key.
    pub const ALL: [Self; 7] = [
        Self::List,
        Self::Name,
        Self::Progress,
        Self::Worst,
        Self::Due,
        Self::Slippage,
        Self::Status,
    ];
    /// The keys of ministries.
    pub const MINISTRIES: [Self; 4] = [Self::List, Self::Name, Self::Progress, Self::Worst];
    /// The keys of platforms.
    pub const PLATFORMS: [Self; 6] = [
        Self::List,
        Self::Name,
        Self::Progress,
        Self::Worst,
        Self::Due,
        Self::Slippage,
    ];
    /// The keys of milestones.
    pub const MILESTONES: [Self; 6] = [
        Self::List,
        Self::Status,
        Self::Due,
        Self::Slippage,
        Self::Progress,
        Self::Name,
    ];

    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Name => "name",
            Self::Progress => "progress",
            Self::Worst => "worst",
            Self::Due => "due",
            Self::Slippage => "slippage",
            Self::Status => "status",
        }
    }

    /// The words for it, in Vietnamese, French and English.
    const fn words(self) -> [&'static str; 3] {
        match self {
            Self::List => ["danh mục", "liste", "list"],
            Self::Name => ["tên", "nom", "name"],
            Self::Progress => ["tiến độ", "avancement", "progress"],
            Self::Worst => ["quá hạn", "retard", "overdue"],
            Self::Due => ["thời hạn", "échéance", "due"],
            Self::Slippage => ["chậm", "glissement", "slippage"],
            Self::Status => ["trạng thái", "statut", "status"],
        }
    }

    /// The word for it in a language.
    #[must_use]
    pub const fn word(self, lang: Lang) -> &'static str {
        lang.pick(self.words())
    }

    /// Whether the greatest stands first unless it is asked otherwise: what is worst is looked for.
    #[must_use]
    pub const fn falls(self) -> bool {
        matches!(self, Self::Worst | Self::Slippage)
    }
}

/// A key and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Sort {
    /// The key.
    pub key: SortKey,
    /// Whether the greatest stands first.
    pub descending: bool,
}

impl Sort {
    /// A key in its usual direction.
    #[must_use]
    pub const fn by(key: SortKey) -> Self {
        Self {
            key,
            descending: key.falls(),
        }
    }

    /// The other direction.
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self {
            descending: !self.descending,
            ..self
        }
    }
}

impl Display for Sort {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.key.code())?;
        match self.descending {
            same if same == self.key.falls() => Ok(()),
            true => f.write_str(",desc"),
            false => f.write_str(",asc"),
        }
    }
}

/// A text that is no order; perhaps this key was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSort(pub Option<&'static str>);

impl FromStr for Sort {
    type Err = BadSort;

    /// `due`, `due,desc`, `due,asc`; the key in any of the three languages.
    fn from_str(text: &str) -> Result<Self, BadSort> {
        let (key, direction) = text.split_once(',').unwrap_or((text, ""));
        let wanted = super::key(key);
        let is_word = |word: &str| !wanted.is_empty() && super::key(word) == wanted;
        let found = SortKey::ALL
            .into_iter()
            .find(|known| is_word(known.code()) || known.words().into_iter().any(is_word));
        let meant = || BadSort(nearest(key, SortKey::ALL.map(SortKey::code)));
        let sort = Self::by(found.ok_or_else(meant)?);
        match direction.trim() {
            "" if !text.contains(',') => Ok(sort),
            "desc" => Ok(Self {
                descending: true,
                ..sort
            }),
            "asc" => Ok(Self {
                descending: false,
                ..sort
            }),
            _ => Err(BadSort(Some("desc"))),
        }
    }
}

/// The order of ministries, platforms and milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sorts {
    /// Of ministries.
    pub ministries: Sort,
    /// Of platforms.
    pub platforms: Sort,
    /// Of milestones.
    pub milestones: Sort,
}

impl Sorts {
    /// One order for everything that can be ordered by it.
    #[must_use]
    pub fn all(sort: Sort) -> Self {
        let where_known = |keys: &[SortKey]| {
            if keys.contains(&sort.key) {
                sort
            } else {
                Sort::default()
            }
        };
        Self {
            ministries: where_known(&SortKey::MINISTRIES),
            platforms: where_known(&SortKey::PLATFORMS),
            milestones: where_known(&SortKey::MILESTONES),
        }
    }

    /// Whether everything stands in the order of the list.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// What a row is compared by.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measure {
    Number(f64),
    Text(String),
}

impl Measure {
    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}

/// Puts rows in order. Those that have nothing to compare stand last whatever the direction; equal ones stay as they are.
pub(super) fn put_in_order<T>(
    rows: &mut Vec<T>,
    sort: Sort,
    measure: impl Fn(&T) -> Option<Measure>,
) {
    if sort.key == SortKey::List {
        if sort.descending {
            rows.reverse();
        }
        return;
    }
    let mut measured: Vec<(Option<Measure>, T)> =
        rows.drain(..).map(|row| (measure(&row), row)).collect();
    measured.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) if sort.descending => other.order(one),
        (Some(one), Some(other)) => one.order(other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    rows.extend(measured.into_iter().map(|(_, row)| row));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_in_three_languages_and_written_as_it_is_read() {
        for (text, key, descending) in [
            ("due", SortKey::Due, false),
            ("due,desc", SortKey::Due, true),
            ("thời hạn", SortKey::Due, false),
            ("échéance,desc", SortKey::Due, true),
            ("slippage", SortKey::Slippage, true),
            ("Chậm,asc", SortKey::Slippage, false),
            ("overdue", SortKey::Worst, true),
            ("quahan", SortKey::Worst, true),
        ] {
            let sort = Sort { key, descending };
            assert_eq!(text.parse(), Ok(sort), "{text}");
            assert_eq!(sort.to_string().parse(), Ok(sort), "{text}");
        }
        assert_eq!("slipage".parse::<Sort>(), Err(BadSort(Some("slippage"))));
        assert_eq!("due,up".parse::<Sort>(), Err(BadSort(Some("desc"))));
        assert_eq!("".parse::<Sort>(), Err(BadSort(None)));
    }

    #[test]
    fn what_cannot_be_compared_stands_last_and_equals_keep_their_order() {
        let rows = ["b", "", "a", "b2", ""];
        let measure = |row: &&str| row.chars().next().map(|first| Measure::Text(first.into()));
        let sorted = |descending| {
            let mut rows: Vec<&str> = rows.to_vec();
            put_in_order(
                &mut rows,
                Sort {
                    key: SortKey::Name,
                    descending,
                },
                measure,
            );
            rows
        };
        assert_eq!(sorted(false), ["a", "b", "b2", "", ""]);
        assert_eq!(sorted(true), ["b", "b2", "a", "", ""]);
    }
}
