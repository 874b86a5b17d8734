//! Named views: a filter, an order and columns under a name. A few are built in; those of the user stand in a commented TOML file
//! beside the settings, which is changed in place: comments, and lines that could not be used, stay as they are. What the
//! board remembers of itself stands in a file of its own, [`Memory`].

mod file;
mod memory;

use std::io;
use std::path::Path;

pub use file::ViewsError;
pub use memory::Memory;

use crate::domain::{Lang, clean};
use crate::filter::columns::Columns;
use crate::filter::{Filter, Sort, SortKey, Sorts};

/// A view.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct View {
    /// Its name.
    pub name: String,
    /// Its filter, as it was typed.
    pub filter: String,
    /// Its order.
    pub sorts: Sorts,
    /// Its columns.
    pub columns: Columns,
}

/// Something in the file that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 when it is about the file.
    pub line: usize,
    /// The field, empty when it is about the file.
    pub field: String,
    /// What was expected there, or what the system or the parser said.
    pub expected: String,
}

/// The views of the user, and what in their file could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Views {
    /// The views that are good.
    pub own: Vec<View>,
    /// What is wrong in the file.
    pub problems: Vec<Problem>,
}

/// A view that comes with the program: a stable code, its name in three languages, its filter and order.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// The code, by which the command line knows it in any language.
    pub code: &'static str,
    /// Its name in Vietnamese, French and English.
    pub name: [&'static str; 3],
    filter: [&'static str; 3],
    sort: SortKey,
}

/// The views that come with the program.
#[rustfmt::skip]
pub const BUILT_IN: &[BuiltIn] = &[
    BuiltIn { code: "overdue", name: ["Quá hạn", "En retard", "Overdue"], filter: ["tt:quá-hạn", "statut:en-retard", "status:overdue"], sort: SortKey::Slippage },
    BuiltIn { code: "this-month", name: ["Đến hạn tháng này", "Échéances du mois", "Due this month"], filter: ["hạn:tháng", "échéance:mois", "due:month"], sort: SortKey::Due },
    BuiltIn { code: "at-risk", name: ["Nguy cơ, sắp đến hạn", "À risque ou proches", "At risk or due soon"], filter: ["tt:nguy-cơ,sắp-đến-hạn", "statut:à-risque,proche", "status:at_risk,due_soon"], sort: SortKey::Due },
    BuiltIn { code: "unverified", name: ["Xong, chưa có văn bản", "Achevés sans document", "Done without evidence"], filter: ["là:chưa-có-văn-bản", "est:non-vérifié", "is:unverified"], sort: SortKey::List },
    BuiltIn { code: "no-date", name: ["Chưa có thời hạn", "Sans échéance", "No due date"], filter: ["tt:chưa-có-hạn", "statut:sans-échéance", "status:no_date"], sort: SortKey::List },
    BuiltIn { code: "on-hold", name: ["Tạm dừng", "Suspendus", "On hold"], filter: ["tt:tạm-dừng", "statut:suspendu", "status:on_hold"], sort: SortKey::List },
    BuiltIn { code: "obstacles", name: ["Khó khăn, vướng mắc", "Difficultés", "Obstacles"], filter: ["là:vướng-mắc", "est:difficulté", "is:obstacle"], sort: SortKey::Worst },
    BuiltIn { code: "stale", name: ["Lâu chưa cập nhật", "Non actualisés", "Not updated for long"], filter: ["là:lâu-chưa-cập-nhật", "est:non-actualisé", "is:stale"], sort: SortKey::Worst },
];

impl BuiltIn {
    /// The view in a language.
    #[must_use]
    pub fn view(&self, lang: Lang) -> View {
        View {
            name: lang.pick(self.name).to_owned(),
            filter: lang.pick(self.filter).to_owned(),
            sorts: Sorts::all(Sort::by(self.sort)),
            columns: Columns::default(),
        }
    }
}

/// The same name, whatever its accents and case.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let fold = |name: &str| crate::search::fold(name).text;
    fold(one) == fold(other)
}

impl Views {
    /// Reads the file; one that is not there has no views.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::default(),
            Err(error) => Self {
                own: Vec::new(),
                problems: vec![Problem {
                    line: 0,
                    field: String::new(),
                    expected: error.to_string(),
                }],
            },
        }
    }

    /// Reads the text of the file.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        file::parse(text)
    }

    /// The view of this name: one of the user's, else a built-in one by its code or its name in any language.
    #[must_use]
    pub fn find(&self, name: &str, lang: Lang) -> Option<View> {
        let own = self.own.iter().find(|view| same(&view.name, name));
        own.cloned()
            .or_else(|| built_in(name).map(|found| found.view(lang)))
    }
}

/// The built-in view of this code, or of this name in any language.
#[must_use]
pub fn built_in(name: &str) -> Option<&'static BuiltIn> {
    BUILT_IN
        .iter()
        .find(|view| view.code == name || view.name.iter().any(|known| same(known, name)))
}

impl View {
    /// Longest name, in characters.
    pub const MAX_NAME: usize = 60;

    /// A name as it is kept: in one line, without what could drive a terminal; `None` when nothing is left, or too much.
    #[must_use]
    pub fn name_of(typed: &str) -> Option<String> {
        let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = !crate::search::fold(&name).text.is_empty()
            && name.chars().count() <= Self::MAX_NAME
            && clean(&name) == name;
        fits.then_some(name)
    }

    /// Keeps the view in the file, in the place of one of the same name.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is no TOML; then it is left as it is.
    pub fn save(&self, path: &Path) -> Result<(), ViewsError> {
        file::change(path, |document| file::put(document, self))
    }

    /// Takes the view of this name out of the file; says whether there was one.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is no TOML; then it is left as it is.
    pub fn remove(name: &str, path: &Path) -> Result<bool, ViewsError> {
        let mut found = false;
        file::change(path, |document| {
            found = file::take_out(document, name);
            Ok(found)
        })?;
        Ok(found)
    }

    /// Gives the view of this name another one; says whether there was one.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is no TOML; then it is left as it is.
    pub fn rename(old: &str, name: &str, path: &Path) -> Result<bool, ViewsError> {
        let mut found = false;
        file::change(path, |document| {
            found = file::rename(document, old, name);
            Ok(found)
        })?;
        Ok(found)
    }

    /// The filter, ready to be used.
    ///
    /// # Errors
    /// When a term of it cannot be used.
    pub fn parsed(&self) -> Result<Filter, crate::filter::BadTerm> {
        self.filter.parse()
    }
}
