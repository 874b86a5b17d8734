//! Running the real program, away from the machine's own settings.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::harness::NOW;

/// A machine of its own: a home folder, and nothing else in the environment.
pub(crate) struct Machine(pub(crate) TempDir);

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn store(&self) -> std::path::PathBuf {
        self.0.path().join("store")
    }

    /// The environment of every run, also that in a terminal.
    pub(crate) fn env(&self) -> Vec<(&'static str, String)> {
        let home = self.0.path().display().to_string();
        let mut env = vec![
            ("HOME", home.clone()),
            ("XDG_CONFIG_HOME", format!("{home}/config")),
            ("XDG_DATA_HOME", format!("{home}/data")),
            ("XDG_STATE_HOME", format!("{home}/state")),
            ("TIENDO_STORE", self.store().display().to_string()),
            ("TIENDO_NOW", NOW.to_owned()),
            ("TIENDO_PERSON", "Bình".to_owned()),
            ("TZ", "Asia/Ho_Chi_Minh".to_owned()),
            ("LC_ALL", "vi_VN.UTF-8".to_owned()),
        ];
        env.extend(
            std::env::var("LLVM_PROFILE_FILE")
                .ok()
                .map(|file| ("LLVM_PROFILE_FILE", file)),
        );
        env
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tiendo"));
        command
            .args(args)
            .env_clear()
            .envs(self.env())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        let output = self.command(args).output().unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A run that must succeed; its output.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, 0, "{args:?}: {run:?}");
        run.out
    }

    /// The JSON that a command prints.
    pub(crate) fn json(&self, args: &[&str]) -> serde_json::Value {
        let mut args = args.to_vec();
        args.push("--json");
        serde_json::from_str(&self.ok(&args)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).unwrap();
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}
