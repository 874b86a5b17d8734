//! What the board remembers from one run to the next without being asked to: the order of each column and the filters of
//! before. A small file that is written whole, safe to delete; what cannot be read of it is forgotten.

use std::io;
use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, value};

use super::file::{in_panes, read_columns, read_sorts, replace};
use crate::filter::Sorts;
use crate::filter::columns::Columns;

/// What stands above it.
const HEAD: &str = "\
# What the board of tiendo remembers from one run to the next. It is written by the program and safe to delete; named views
# are in views.toml beside the settings.
";

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Memory {
    /// The order of each column.
    pub sorts: Sorts,
    /// What stands beside the names.
    pub columns: Columns,
    /// Filters that were kept, the latest first.
    pub filters: Vec<String>,
}

impl Memory {
    /// Most filters that are remembered.
    pub const MAX_FILTERS: usize = 50;

    /// Reads the file.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let document: DocumentMut = text.parse().unwrap_or_default();
        let filters = document.get("filters").and_then(Item::as_array);
        let filters = filters.into_iter().flatten();
        Self {
            sorts: document
                .get("sort")
                .and_then(read_sorts)
                .unwrap_or_default(),
            columns: document
                .get("columns")
                .and_then(read_columns)
                .unwrap_or_default(),
            filters: filters
                .filter_map(|filter| filter.as_str())
                .filter(|filter| filter.parse::<crate::filter::Filter>().is_ok())
                .take(Self::MAX_FILTERS)
                .map(ToOwned::to_owned)
                .collect(),
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Those of the system.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let mut document: DocumentMut = HEAD.parse().unwrap_or_default();
        document["sort"] = in_panes(self.sorts);
        document["columns"] = value(self.columns.to_string());
        document["filters"] = value(self.filters.iter().collect::<Array>());
        replace(path, &format!("{HEAD}{document}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Sort, SortKey};

    #[test]
    fn what_is_remembered_comes_back_and_a_spoilt_file_is_forgotten() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("new/board.toml");
        assert_eq!(Memory::load(&path), Memory::default());
        let memory = Memory {
            sorts: Sorts {
                ministries: Sort::by(SortKey::Worst),
                milestones: Sort::by(SortKey::Due).reversed(),
                ..Sorts::default()
            },
            columns: "due,person".parse().unwrap(),
            filters: vec!["tt:quá-hạn \"y tế\"".to_owned(), "rag:red".to_owned()],
        };
        memory.save(&path).unwrap();
        assert_eq!(Memory::load(&path), memory);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# What the board"), "{text}");
        std::fs::write(&path, "sort = 1\nfilters = [\"tt:zzz\", 3, \"rag:red\"]").unwrap();
        assert_eq!(Memory::load(&path).filters, ["rag:red"]);
        std::fs::write(&path, "sort = = 1").unwrap();
        assert_eq!(Memory::load(&path), Memory::default());
    }
}
