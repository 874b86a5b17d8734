//! What the help, the manual page and the README say of exit codes, files and the environment.

use crate::domain::Lang;

/// A text in Vietnamese, French and English.
type Text = [&'static str; 3];

texts! {
    exits_heading: "Mã thoát", "Codes de sortie\u{a0}", "Exit codes";
    man_files: "TỆP", "FICHIERS", "FILES";
    man_environment: "BIẾN MÔI TRƯỜNG", "ENVIRONNEMENT", "ENVIRONMENT";
    files_elsewhere:
        "Ngoài Linux, các thư mục này là thư mục dữ liệu và thư mục cấu hình của hệ điều hành; tiendo config --path cho biết nơi của tệp thiết lập.",
        "Ailleurs que sous Linux, ce sont les dossiers de données et de configuration du système ; tiendo config --path dit où sont les réglages.",
        "Elsewhere than on Linux these are the folders of the system for data and settings; tiendo config --path says where the settings are.";
}

/// What an exit code means, for every command that does not say more, by its number.
const EXITS: [Text; 5] = [
    ["đã xong", "c'est fait", "done"],
    [
        "bị từ chối hoặc không làm được",
        "refusé, ou échec",
        "refused, or failed",
    ],
    ["tham số sai", "arguments incorrects", "wrong arguments"],
    ["dữ liệu hư hỏng", "données endommagées", "damaged data"],
    [
        "không đọc được dữ liệu, hoặc thay đổi chưa được lưu",
        "données illisibles, ou changement non enregistré",
        "the data cannot be read, or the change was not saved",
    ],
];

/// What it means for a command that says more: the command, the code, the meaning.
pub const OWN_EXITS: &[(&str, u8, Text)] = &[
    (
        "verify",
        0,
        ["không có lỗi", "tout est en ordre", "nothing is wrong"],
    ),
    (
        "verify",
        3,
        [
            "có dòng hỏng, thiếu, rẽ nhánh, hoặc do một đồng hồ lệch xa ghi; hoặc store.json không đọc được, hay viết từ những dòng không có ở đây",
            "quelque chose est abîmé, manque, bifurque, ou vient d'une horloge très déréglée ; ou store.json est illisible, ou vient de lignes absentes",
            "something is damaged, missing, forks, or comes from a clock that is far off; or store.json cannot be read, or was made from lines that are not here",
        ],
    ),
    (
        "verify",
        4,
        [
            "hoàn toàn không đọc được dữ liệu",
            "les données ne peuvent pas être lues du tout",
            "the store cannot be read at all",
        ],
    ),
    (
        "doctor",
        0,
        [
            "không có lỗi; với --repair: không còn lỗi",
            "tout est en ordre ; avec --repair : il ne reste aucun défaut",
            "nothing is wrong; with --repair: nothing is left",
        ],
    ),
    (
        "doctor",
        3,
        [
            "như verify; cả khi có gì cần khôi phục, hoặc không lưu được gì; với --repair: vẫn còn lỗi",
            "comme verify ; aussi quand il y a quelque chose à remettre, ou que rien ne peut être enregistré ; avec --repair : il reste un défaut",
            "as for verify; also when there is something to fetch back, or nothing can be saved; with --repair: something is left",
        ],
    ),
    (
        "doctor",
        4,
        [
            "hoàn toàn không đọc được dữ liệu; với --repair: không lưu được việc sửa chữa",
            "les données ne peuvent pas être lues du tout ; avec --repair : la réparation n'a pas pu être enregistrée",
            "the store cannot be read at all; with --repair: the repair could not be saved",
        ],
    ),
    (
        "adopt",
        0,
        [
            "đã ghi nhận các sửa đổi, hoặc không có sửa đổi nào",
            "les modifications sont reprises, ou il n'y en a pas",
            "the edits are recorded, or there are none",
        ],
    ),
    (
        "adopt",
        1,
        [
            "một sửa đổi trái quy tắc, hoặc thuộc về thứ hay trường không có",
            "une modification enfreint une règle, ou porte sur ce qui n'existe pas",
            "an edit breaks a rule, or is of a thing or field that there is not",
        ],
    ),
    (
        "adopt",
        3,
        [
            "không nhận được cả tệp: tệp trống hoặc không phải JSON, có gì đó ghi hai lần, bị bỏ khỏi tệp hoặc sai dạng, do tiendo mới hơn viết, hoặc thiếu những dòng mà tệp được viết từ đó",
            "le fichier entier ne peut être repris : il est vide ou n'est pas du JSON, quelque chose y figure deux fois, y manque ou n'a pas la bonne forme, un tiendo plus récent l'a écrit, ou des lignes dont il vient manquent",
            "the file as a whole cannot be taken: it is empty or no JSON, something in it stands twice, is left out or has not the right form, a newer tiendo wrote it, or lines that it was made from are missing",
        ],
    ),
    (
        "adopt",
        4,
        [
            "không đọc được tệp, hoặc không lưu được các sửa đổi",
            "le fichier est illisible, ou les modifications ne peuvent être enregistrées",
            "the file cannot be read, or the edits cannot be saved",
        ],
    ),
    (
        "merge",
        1,
        [
            "không có thư mục ấy, đó chính là kho này, hoặc trong đó không có nhật ký",
            "ce dossier n'existe pas, est celui de ces données, ou n'a pas de journal",
            "there is no such folder, it is that of this store, or there are no journals in it",
        ],
    ),
    (
        "merge",
        3,
        [
            "đã gộp, nhưng trong thư mục ấy có chỗ không đọc được",
            "c'est fait, mais une partie du dossier est illisible",
            "done, but something in the folder could not be read",
        ],
    ),
    (
        "merge",
        4,
        [
            "không đọc được thư mục, hoặc không lưu được",
            "le dossier est illisible, ou rien ne peut être enregistré",
            "the folder cannot be read, or nothing can be saved",
        ],
    ),
    (
        "catalogue",
        1,
        [
            "chưa ghi gì: bị từ chối, hoặc thiếu --yes",
            "rien n'est enregistré : c'est refusé, ou --yes manque",
            "nothing was recorded: it was refused, or --yes is missing",
        ],
    ),
    (
        "catalogue",
        3,
        [
            "danh mục trong tệp không đúng",
            "la liste du fichier est incorrecte",
            "the list in the file is not a good one",
        ],
    ),
    (
        "config",
        1,
        [
            "giá trị không nhận được; với --check: trong tệp có chỗ sai",
            "la valeur est refusée ; avec --check : quelque chose dans le fichier est faux",
            "the value is refused; with --check: something in the file is wrong",
        ],
    ),
    (
        "view",
        3,
        [
            "tệp các khung nhìn không đọc được và được giữ nguyên",
            "le fichier des vues est incorrect et reste tel quel",
            "the file of views is damaged and stays as it is",
        ],
    ),
];

/// Where files are, on Linux.
const FILES: &[(&str, Text)] = &[
    (
        "~/.local/share/tiendo/store",
        [
            "kho dữ liệu; chỗ khác với --store hoặc TIENDO_STORE",
            "les données ; ailleurs avec --store ou TIENDO_STORE",
            "the store; elsewhere with --store or TIENDO_STORE",
        ],
    ),
    (
        "~/.local/state/tiendo",
        [
            "tên của máy này đối với từng kho, và những gì bảng theo dõi ghi nhớ",
            "le nom de cet ordinateur, pour chaque dossier de données, et ce dont le tableau se souvient",
            "the name of this computer for each store, and what the board remembers",
        ],
    ),
    (
        "~/.config/tiendo/config.toml",
        ["thiết lập", "les réglages", "the settings"],
    ),
    (
        "~/.config/tiendo/views.toml",
        ["các khung nhìn đã lưu", "les vues", "the saved views"],
    ),
];

/// What the program reads of the environment.
const ENVIRONMENT: &[(&str, Text)] = &[
    (
        "TIENDO_STORE",
        [
            "thư mục dữ liệu, như --store",
            "le dossier des données, comme --store",
            "the folder of the data, as --store",
        ],
    ),
    (
        "TIENDO_PERSON",
        [
            "người ghi, như --by",
            "la personne qui enregistre, comme --by",
            "the person who records, as --by",
        ],
    ),
    (
        "TIENDO_TRUST_STORE",
        [
            "1: dùng cả thư mục dữ liệu thuộc về người dùng khác",
            "1 : se servir aussi d'un dossier qui appartient à un autre utilisateur",
            "1: use a folder that belongs to another user, too",
        ],
    ),
    (
        "TIENDO_NOW",
        [
            "thời điểm RFC 3339 thay cho bây giờ, để thử",
            "un instant RFC 3339 au lieu de maintenant, pour des essais",
            "an RFC 3339 moment in place of now, for trials",
        ],
    ),
    (
        "NO_COLOR",
        ["giao diện đơn sắc", "thème monochrome", "the mono theme"],
    ),
    (
        "COLORFGBG, COLORTERM, TERM",
        [
            "nền và số màu của màn hình dòng lệnh",
            "le fond et les couleurs du terminal",
            "the ground and the colours of the terminal",
        ],
    ),
    (
        "VISUAL, EDITOR",
        [
            "trình soạn thảo cho ghi chú dài",
            "l'éditeur pour les longues notes",
            "the editor for long notes",
        ],
    ),
    (
        "LC_ALL, LC_MESSAGES, LANG",
        [
            "ngôn ngữ, khi không chọn bằng --lang hay thiết lập",
            "la langue, sans --lang ni réglage",
            "the language, without --lang or a setting",
        ],
    ),
    (
        "USER, LOGNAME, USERNAME",
        [
            "tên người ghi, khi không có tên nào khác",
            "le nom de qui enregistre, sans autre nom",
            "the name of who records, without another one",
        ],
    ),
    (
        "XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME, HOME",
        [
            "các thư mục thay cho ~/.local/share, ~/.local/state, ~/.config và ~",
            "les dossiers au lieu de ~/.local/share, ~/.local/state, ~/.config et ~",
            "the folders in place of ~/.local/share, ~/.local/state, ~/.config and ~",
        ],
    ),
    (
        "TZ",
        [
            "múi giờ của “hôm nay”",
            "le fuseau horaire d'« aujourd'hui »",
            "the time zone of “today”",
        ],
    ),
];

impl Lang {
    /// The exit codes of a command that says more of them than others do, with what they mean.
    #[must_use]
    pub fn own_exits(self, command: &str) -> Vec<(u8, &'static str)> {
        let own = OWN_EXITS.iter().filter(|(of, ..)| *of == command);
        own.map(|(_, code, meaning)| (*code, self.pick(*meaning)))
            .collect()
    }

    /// The exit codes that every command has, with what they mean.
    #[must_use]
    pub fn exits(self) -> Vec<(u8, &'static str)> {
        let meanings = EXITS.map(|meaning| self.pick(meaning));
        (0..).zip(meanings).collect()
    }

    /// Where files are, and what they are.
    #[must_use]
    pub fn files(self) -> Vec<(&'static str, &'static str)> {
        self.explained(FILES)
    }

    /// What the program reads of the environment, and what for.
    #[must_use]
    pub fn environment(self) -> Vec<(&'static str, &'static str)> {
        self.explained(ENVIRONMENT)
    }

    fn explained(self, table: &[(&'static str, Text)]) -> Vec<(&'static str, &'static str)> {
        let explained = table.iter();
        explained
            .map(|(name, meaning)| (*name, self.pick(*meaning)))
            .collect()
    }
}
