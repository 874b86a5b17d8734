//! Where things are on this machine.

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::domain::Lang;
use crate::settings;

/// The folders that the program uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The store.
    pub store: PathBuf,
    /// What is private to this machine: identities and locks, by store.
    pub state: PathBuf,
    /// The settings file.
    pub config: PathBuf,
    /// A file that says that the questions of the first start were asked, where the settings file cannot.
    pub welcomed: PathBuf,
    /// The file of named views.
    pub views: PathBuf,
    /// What the board remembers from one run to the next.
    pub board: PathBuf,
}

impl Places {
    /// The folders for a store given by hand, else for the one of the user. `None` when the user has no home.
    #[must_use]
    pub fn find(store: Option<PathBuf>) -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "tiendo")?;
        let store = store.unwrap_or_else(|| dirs.data_dir().join("store"));
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        Some(Self {
            store: absolute(&store),
            state: state.join("devices"),
            board: state.join("board.toml"),
            welcomed: state.join("welcomed"),
            config: dirs.config_dir().join("config.toml"),
            views: dirs.config_dir().join("views.toml"),
        })
    }
}

impl Places {
    /// Whether the program was never used here: there are no settings, and nothing was asked.
    #[must_use]
    pub fn are_new(&self) -> bool {
        !exists(&self.config) && !exists(&self.welcomed)
    }

    /// Keeps in mind that the questions of the first start were asked: by the settings file with its comments, or where
    /// that cannot be written, by a file of its own. Where neither can be, it is asked once more.
    pub fn remember_welcome(&self, lang: Lang) {
        if settings::begin(&self.config, lang).is_err()
            && let Some(folder) = self.welcomed.parent()
            && std::fs::create_dir_all(folder).is_ok()
        {
            let _ = std::fs::write(&self.welcomed, "");
        }
    }
}

/// Whether there is anything of this name, be it a link that leads nowhere.
fn exists(path: &Path) -> bool {
    !matches!(path.symlink_metadata(), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

/// The same name for the same folder, wherever one stands: links resolved as far as the path exists.
fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = PathBuf::new();
    for existing in full.ancestors() {
        if let Ok(real) = existing.canonicalize() {
            return if missing.as_os_str().is_empty() {
                real
            } else {
                real.join(missing)
            };
        }
        if let Some(name) = existing.file_name() {
            missing = if missing.as_os_str().is_empty() {
                name.into()
            } else {
                Path::new(name).join(missing)
            };
        }
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_name_before_and_after_it_is_made() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a/./b");
        let before = absolute(&path);
        std::fs::create_dir_all(&path).unwrap();
        assert_eq!(before, absolute(&path));
    }
}
