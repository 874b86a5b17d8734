//! The one table of settings. It drives the reading of the file, its commented beginning, the screen of settings,
//! `tiendo config`, and the table of the README.

use super::value::Kind;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name in the file and on the command line.
    pub key: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds when nobody says otherwise, as it is typed; `None` where the surroundings decide.
    pub default: Option<&'static str>,
    /// What stands, commented, in a new file.
    pub example: &'static str,
    /// Its label in Vietnamese, French and English.
    pub label: [&'static str; 3],
    /// What it is for, in Vietnamese, French and English.
    pub help: [&'static str; 3],
}

impl Setting {
    /// The setting of this name.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }
}

/// A setting that the surroundings decide when the user does not.
const fn own(
    key: &'static str,
    kind: Kind,
    example: &'static str,
    label: [&'static str; 3],
    help: [&'static str; 3],
) -> Setting {
    Setting {
        key,
        kind,
        default: None,
        example,
        label,
        help,
    }
}

/// A setting with a default.
const fn fixed(
    key: &'static str,
    kind: Kind,
    default: &'static str,
    label: [&'static str; 3],
    help: [&'static str; 3],
) -> Setting {
    Setting {
        key,
        kind,
        default: Some(default),
        example: default,
        label,
        help,
    }
}

/// The table.
#[rustfmt::skip]
pub const SETTINGS: &[Setting] = &[
    own("person", Kind::Text, "Trần Thị Bình",
        ["Tên của bạn", "Votre nom", "Your name"],
        ["Tên đứng cạnh mọi thay đổi bạn ghi. Mặc định: tên người dùng của máy.",
         "Le nom inscrit à côté de ce que vous enregistrez. Par défaut : celui de l'utilisateur de la machine.",
         "The name that stands beside what you record. Default: that of the machine's user."]),
    own("lang", Kind::Choice(&["vi", "fr", "en"]), "vi",
        ["Ngôn ngữ", "Langue", "Language"],
        ["Tiếng Việt, tiếng Pháp hoặc tiếng Anh. Mặc định: theo máy.",
         "Vietnamien, français ou anglais. Par défaut : celle de la machine.",
         "Vietnamese, French or English. Default: that of the machine."]),
    own("date_format", Kind::Choice(&["dd/mm/yyyy", "yyyy-mm-dd", "d/m/yy"]), "dd/mm/yyyy",
        ["Cách viết ngày", "Écriture des dates", "Dates are written"],
        ["Ngày trước, năm trước, hoặc ngắn gọn. Mặc định: theo ngôn ngữ. Khi nhập, kiểu nào cũng đọc được.",
         "Le jour d'abord, l'année d'abord, ou en bref. Par défaut : selon la langue. Toutes se lisent à la saisie.",
         "Day first, year first, or short. Default: as usual in the language. All are understood when typed."]),
    own("theme", Kind::Theme, "dark",
        ["Giao diện", "Thème", "Theme"],
        ["Tối, sáng, hoặc đơn sắc. Mặc định: theo nền của cửa sổ dòng lệnh.",
         "Sombre, clair ou monochrome. Par défaut : selon le fond du terminal.",
         "Dark, light or mono. Default: by the ground of the terminal."]),
    fixed("due_soon_days", Kind::Number(0, 365), "14",
        ["Sắp đến hạn: còn (ngày)", "Échéance proche (jours)", "Due soon (days)"],
        ["Mốc còn chừng này ngày trở xuống thì là “sắp đến hạn”.",
         "À ce nombre de jours de son échéance, ou moins, un jalon est « échéance proche ».",
         "With this many days left or fewer, a milestone is “due soon”."]),
    fixed("red_days", Kind::Number(0, 3650), "30",
        ["Đỏ: quá hạn trên (ngày)", "Rouge : retard de plus de (jours)", "Red: overdue by more than (days)"],
        ["Nền tảng có mốc quá hạn trên chừng này ngày thì đỏ.",
         "Une plateforme dont un jalon est en retard de plus de jours est rouge.",
         "A platform with a milestone overdue by more days is red."]),
    fixed("operation_slippage_days", Kind::Number(0, 3650), "90",
        ["Đỏ: vận hành chậm trên (ngày)", "Rouge : mise en service tardive (jours)", "Red: operation late by more than (days)"],
        ["Nền tảng dự kiến vận hành chậm hơn thời hạn trên chừng này ngày thì đỏ.",
         "Une plateforme dont la mise en service est prévue plus de jours après l'échéance est rouge.",
         "A platform whose operation is forecast later than its due date by more days is red."]),
    fixed("cutoff_days", Kind::Days, "14",
        ["Ngày chốt số liệu trong tháng", "Jours d'arrêté du mois", "Reporting cut-off days"],
        ["Ngày cuối của các kỳ báo cáo, từ 1 đến 28, có thể nhiều ngày: 10, 25. Ngày 14 theo Nghị định 09/2019/NĐ-CP.",
         "Derniers jours des périodes de compte rendu, de 1 à 28 : 10, 25. Le 14 est celui du décret 09/2019/NĐ-CP.",
         "Last days of the reporting periods, 1 to 28: 10, 25. The 14th is that of Decree 09/2019/NĐ-CP."]),
    fixed("evidence_required", Kind::Switch, "false",
        ["Hoàn thành phải có văn bản", "Document exigé pour achever", "Done needs a document"],
        ["Bật thì không mốc nào hoàn thành được khi chưa có văn bản chứng minh; phím Space khi ấy hỏi số văn bản.",
         "Aucun jalon n'est achevé sans le document qui le prouve ; Space demande alors son numéro.",
         "No milestone is done without the document that proves it; Space then asks for its number."]),
    fixed("mouse", Kind::Switch, "true",
        ["Chuột", "Souris", "Mouse"],
        ["Bấm và cuộn bằng chuột. Tắt thì chọn chữ bằng chuột được.",
         "Cliquer et faire défiler. Inactive, elle sélectionne du texte.",
         "Click and scroll. When off, it selects text."]),
    fixed("ascii", Kind::Switch, "false",
        ["Chỉ dùng ASCII", "ASCII seulement", "ASCII only"],
        ["Vẽ bằng ký tự ASCII, cho cửa sổ dòng lệnh không có UTF-8.",
         "Dessiner en ASCII, pour un terminal sans UTF-8.",
         "Draw with ASCII only, for a terminal without UTF-8."]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DateFormat, Lang};

    #[test]
    fn every_setting_has_its_words_and_a_default_that_can_be_used() {
        for setting in SETTINGS {
            assert!(
                setting
                    .label
                    .iter()
                    .chain(&setting.help)
                    .all(|text| !text.is_empty()),
                "{}",
                setting.key
            );
            for text in setting.default.into_iter().chain([setting.example]) {
                let value = setting.kind.parse(text, &[]);
                assert!(value.is_ok(), "{} = {text}", setting.key);
            }
        }
    }

    #[test]
    fn the_choices_are_all_there_are() {
        let choices = |key| match Setting::find(key).unwrap().kind {
            Kind::Choice(codes) => codes.to_vec(),
            _ => Vec::new(),
        };
        assert_eq!(choices("lang"), Lang::ALL.map(Lang::code));
        assert_eq!(
            choices("date_format"),
            DateFormat::ALL.map(DateFormat::code)
        );
    }
}
