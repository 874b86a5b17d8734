//! What a new settings file says: every setting with what it is for, as comments that show how it is written.

use std::fmt::Write as _;

use super::options::{SETTINGS, Setting};
use crate::domain::Lang;

const BEGIN: [&str; 3] = [
    "Cài đặt của tiendo. Bỏ dấu # ở đầu dòng để đổi một mặc định; chương trình cũng đổi được: phím , hoặc `tiendo config`.",
    "Réglages de tiendo. Retirez le # pour changer un défaut ; le programme le fait aussi : touche , ou `tiendo config`.",
    "Settings of tiendo. Take away the # to change a default; the program does it, too: the key , or `tiendo config`.",
];

const ABOUT_KEYS: [&str; 3] = [
    "Phím khác cho một hành động, theo tên trong `tiendo keys --json`; [keys_in.go], [keys_in.find]… cho các phần khác.",
    "D'autres touches pour une action, par son nom dans `tiendo keys --json` ; [keys_in.go], [keys_in.find]… ailleurs.",
    "Other keys for an action, by its name in `tiendo keys --json`; [keys_in.go], [keys_in.find]… elsewhere.",
];

const KEYS: &str = "\
#[keys]
#undo = [\"x\", \"Ctrl-y\"]
#[keys_in.go]
#go_overdue = \"v\"
";

const ABOUT_THEME: [&str; 3] = [
    "Giao diện riêng, chọn bằng theme = \"sea\": background, text, accent, good, warn, bad, info, dim; phần còn lại suy ra.",
    "Un thème à soi, choisi par theme = \"sea\" : background, text, accent, good, warn, bad, info, dim ; le reste suit.",
    "A theme of your own, chosen by theme = \"sea\": background, text, accent, good, warn, bad, info, dim; the rest follows.",
];

const THEME: &str = "\
#[themes.sea]
#background = \"#001020\"
#accent = \"cyan\"
";

/// How the example of a setting is written.
pub(super) fn example(setting: &Setting) -> String {
    let value = setting.kind.parse(setting.example, &[]);
    value.map_or_else(|_| setting.example.to_owned(), |value| value.to_toml())
}

/// The text of a new file.
pub(super) fn template(lang: Lang) -> String {
    let mut text = format!("# {}\n", lang.pick(BEGIN));
    for setting in SETTINGS {
        let help = lang.pick(setting.help);
        let line = format!("#{} = {}", setting.key, example(setting));
        let _ = write!(text, "\n# {help}\n{line}\n");
    }
    for (about, lines) in [(ABOUT_KEYS, KEYS), (ABOUT_THEME, THEME)] {
        let _ = write!(text, "\n# {}\n{lines}", lang.pick(about));
    }
    text
}
