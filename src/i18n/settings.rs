//! The texts of the settings: what is wrong in their file, what they take, where they come from.

use std::io::ErrorKind;
use std::path::Path;

use crate::domain::{Lang, clean};
use crate::settings::{Fault, FileFault, KeyFault, Setting, Source, Value, Wanted, What};

texts! {
    wanted_text(max: usize): format!("một dòng chữ, tối đa {max} ký tự"), format!("une ligne de texte, {max} caractères au plus"), format!("a line of text, at most {max} characters");
    wanted_one_of(known: &str): format!("một trong: {known}"), format!("l'un de : {known}"), format!("one of: {known}");
    wanted_switch: "true (bật) hoặc false (tắt)", "true (oui) ou false (non)", "true (on) or false (off)";
    wanted_number(min: i32, max: i32): format!("số nguyên từ {min} đến {max}"), format!("un nombre entier de {min} à {max}"), format!("a whole number from {min} to {max}");
    wanted_days: "các ngày trong tháng, từ 1 đến 28, như 10, 25", "des jours du mois, de 1 à 28, comme 10, 25", "days of the month, 1 to 28, such as 10, 25";

    fault_value(place: &str, field: &str, wanted: &str):
        format!("{place}: {field}: bỏ qua, dùng mặc định; cần {wanted}"),
        format!("{place} : {field} : ignoré, le défaut sert ; attendu : {wanted}"),
        format!("{place}: {field}: ignored, the default is used; expected {wanted}");
    wanted_colour:
        "\"#rrggbb\" hoặc tên màu: black, white, red, green, yellow, blue, cyan, magenta, gray, silver…",
        "\"#rrggbb\" ou un nom : black, white, red, green, yellow, blue, cyan, magenta, gray, silver…",
        "\"#rrggbb\" or a name: black, white, red, green, yellow, blue, cyan, magenta, gray, silver…";
    wanted_theme_name:
        "tên chỉ gồm a-z, 0-9, - và _, khác dark, light, mono",
        "un nom fait de a-z, 0-9, - et _, autre que dark, light, mono",
        "a name of a-z, 0-9, - and _, other than dark, light, mono";
    fault_contrast(place: &str, field: &str, contrast: &str, least: &str):
        format!("{place}: {field}: vẫn dùng, nhưng khó đọc trên nền: tương phản {contrast}, nên từ {least}"),
        format!("{place} : {field} : utilisé, mais peu lisible sur le fond : contraste {contrast}, au lieu de {least}"),
        format!("{place}: {field}: used, but hard to read on the background: contrast {contrast}, better {least} or more");
    wanted_keys: "một phím như \"Q\", hoặc danh sách như [\"Q\", \"F10\"]", "une touche comme \"Q\", ou une liste comme [\"Q\", \"F10\"]", "a key such as \"Q\", or a list such as [\"Q\", \"F10\"]";
    fault_key(place: &str, field: &str, why: &str):
        format!("{place}: {field}: giữ phím mặc định; {why}"),
        format!("{place} : {field} : les touches d'origine restent ; {why}"),
        format!("{place}: {field}: the usual keys stay; {why}");
    keys_help:
        "Các phím, cách nhau bằng dấu cách: u Ctrl-y F9. Phím mũi tên ghi Up Down Left Right; Backspace trở lại mặc định.",
        "Les touches, séparées par une espace : u Ctrl-y F9. Les flèches s'écrivent Up Down Left Right ; Backspace revient au défaut.",
        "The keys, a space between them: u Ctrl-y F9. Arrows are written Up Down Left Right; Backspace goes back to the default.";
    key_context: "không có phần nào tên này", "il n'y a pas de partie de ce nom", "there is no part of this name";
    key_action: "không có hành động này, xem `tiendo keys --json`", "cette action n'existe pas, voir `tiendo keys --json`", "there is no such action, see `tiendo keys --json`";
    key_none(key: &str):
        format!("“{key}” không phải phím; phím là một ký tự, Enter, Esc, Tab, Space, Up, PgDn, F1…, có thể thêm Ctrl- hoặc Alt- đằng trước"),
        format!("« {key} » n'est pas une touche ; c'est un signe, Enter, Esc, Tab, Space, Up, PgDn, F1…, avec Ctrl- ou Alt- devant au besoin"),
        format!("“{key}” is no key; a key is a character, Enter, Esc, Tab, Space, Up, PgDn, F1…, with Ctrl- or Alt- before it if need be");
    key_doubled(key: &str):
        format!("“{key}” là chữ gõ đôi: bộ gõ tiếng Việt sẽ nuốt mất"),
        format!("« {key} » double une lettre : les méthodes de saisie vietnamiennes l'avalent"),
        format!("“{key}” doubles a letter: Vietnamese input methods swallow it");
    key_same(key: &str, same: &str):
        format!("“{key}” không phân biệt được với {same}"),
        format!("« {key} » ne se distingue pas de {same}"),
        format!("“{key}” cannot be told from {same}");
    key_types(key: &str):
        format!("“{key}” là chữ để gõ ở đây"),
        format!("« {key} » sert ici à écrire"),
        format!("“{key}” types a letter here");
    key_clash(key: &str, action: &str):
        format!("{key} đã dùng cho “{action}”"),
        format!("{key} sert déjà à « {action} »"),
        format!("{key} is already “{action}”");
    key_needed: "hành động này phải có ít nhất một phím", "il faut au moins une touche pour cela", "this needs at least one key";
    key_kept(key: &str): format!("phải giữ phím {key}"), format!("{key} doit rester"), format!("{key} must stay");
    fault_unknown(place: &str, field: &str):
        format!("{place}: {field}: không có cài đặt này"),
        format!("{place} : {field} : ce réglage n'existe pas"),
        format!("{place}: {field}: there is no such setting");
    fault_syntax(place: &str, problem: &str):
        format!("{place}: bỏ qua dòng này, không phải TOML ({problem})"),
        format!("{place} : ligne ignorée, ce n'est pas du TOML ({problem})"),
        format!("{place}: line ignored, it is not TOML ({problem})");
    fault_file(problem: &str):
        format!("{problem}; dùng mặc định"),
        format!("{problem} ; les défauts servent"),
        format!("{problem}; the defaults are used");
    file_not_a_file: "không phải tệp thường", "ce n'est pas un fichier ordinaire", "not a regular file";
    file_dangling: "liên kết dẫn tới nơi không có gì", "le lien ne mène nulle part", "the link leads nowhere";
    file_too_large(size: u64): format!("quá lớn cho tệp cài đặt ({} kB)", size / 1024), format!("trop grand pour des réglages ({} ko)", size / 1024), format!("too large for settings ({} kB)", size / 1024);
    file_encoding: "không phải UTF-8", "ce n'est pas de l'UTF-8", "not UTF-8";
    file_broken(line: usize):
        format!("dòng {line} không phải TOML: hãy sửa bằng tay; tệp không bị ghi đè"),
        format!("la ligne {line} n'est pas du TOML : corrigez-la à la main ; le fichier reste tel quel"),
        format!("line {line} is not TOML: correct it by hand; the file is left as it is");
    file_unchangeable:
        "không thể ghi vào đó mà không đụng tới phần khác: hãy sửa bằng tay",
        "impossible d'y écrire sans toucher au reste : modifiez-le à la main",
        "it cannot be put there without touching something else: edit it by hand";
    file_read_only: "không có quyền ghi", "écriture interdite", "writing is not allowed";
    settings_not_kept(problem: &str):
        format!("Có hiệu lực tới khi thoát, nhưng chưa lưu được — {problem}"),
        format!("Valable jusqu'à la sortie, mais non enregistré — {problem}"),
        format!("It holds until you leave, but could not be saved — {problem}");

    wanted_is(wanted: &str): format!("cần {wanted}"), format!("attendu : {wanted}"), format!("expected {wanted}");
    no_color_holds:
        "Đã lưu; NO_COLOR vẫn giữ đơn sắc cho tới khi bỏ biến ấy",
        "Enregistré ; tant que NO_COLOR est là, tout reste monochrome",
        "Saved; as long as NO_COLOR is set, it stays mono";
    form_proof: "Hoàn thành: văn bản nào chứng minh?", "Achevé : quel document le prouve ?", "Done: which document proves it?";
    needs_evidence:
        "Cài đặt yêu cầu văn bản chứng minh thì mới hoàn thành: ghi số văn bản (m trên bảng, --evidence trên dòng lệnh)",
        "Les réglages exigent un document pour achever : donnez son numéro (m sur le tableau, --evidence en ligne de commande)",
        "The settings want a document before anything is done: give its number (m on the board, --evidence on the command line)";
    welcome_title: "Chào mừng đến với tiendo", "Bienvenue dans tiendo", "Welcome to tiendo";
    welcome_hint:
        "Tên bạn đứng cạnh những gì bạn ghi. Đổi lúc nào cũng được bằng phím",
        "Votre nom figure à côté de ce que vous enregistrez. Tout se change plus tard avec",
        "Your name stands beside what you record. Everything can be changed later with";
    settings_file_is(path: &str): format!("Lưu ngay vào {path}"), format!("Gardé aussitôt dans {path}"), format!("Kept at once in {path}");
    source_default: "mặc định", "défaut", "default";
    source_file: "tệp", "fichier", "file";
    source_environment: "môi trường", "environnement", "environment";
    source_argument: "tùy chọn", "option", "option";
    head_setting: "cài đặt", "réglage", "setting";
    head_value: "giá trị", "valeur", "value";
    head_source: "từ đâu", "d'où", "from";

    unknown_setting(name: &str, known: &str):
        format!("Không có cài đặt “{name}”; các cài đặt: {known}."),
        format!("Le réglage « {name} » n'existe pas ; réglages : {known}."),
        format!("There is no setting “{name}”; settings: {known}.");
    setting_refused(key: &str, wanted: &str): format!("{key}: {wanted}."), format!("{key} : {wanted}."), format!("{key}: {wanted}.");
    setting_saved(key: &str, value: &str): format!("{key} = {value}: đã lưu"), format!("{key} = {value} : enregistré"), format!("{key} = {value}: saved");
    setting_unset(key: &str, value: &str): format!("{key}: trở lại mặc định ({value})"), format!("{key} : retour au défaut ({value})"), format!("{key}: back to the default ({value})");
    setting_not_saved(problem: &str): format!("Chưa lưu: {problem}"), format!("Non enregistré : {problem}"), format!("Not saved: {problem}");
    setting_overruled(key: &str, source: &str):
        format!("{key}: lần này {source} nói khác và được dùng."),
        format!("{key} : cette fois, {source} en décide autrement."),
        format!("{key}: this time the {source} says otherwise, and holds.");
    settings_good: "Tệp cài đặt không có lỗi.", "Le fichier de réglages est sans défaut.", "The settings file has no faults.";
    settings_bad(n: usize): format!("Tệp cài đặt có {n} lỗi."), format!("Le fichier de réglages a {n} {}.", super::fr(n, "défaut", "défauts")), format!("The settings file has {n} {}.", super::en(n, "fault", "faults"));
    cmd_config: "xem và đổi cài đặt", "voir et changer les réglages", "show and change the settings";
    arg_setting: "CÀI_ĐẶT", "RÉGLAGE", "SETTING";
    opt_setting: "tên cài đặt; bỏ trống thì liệt kê tất cả", "nom du réglage ; rien pour les voir tous", "name of the setting; nothing to list all";
    opt_setting_value: "giá trị mới; bỏ trống thì in giá trị đang dùng", "nouvelle valeur ; rien pour voir celle qui sert", "new value; nothing to print the one that holds";
    opt_unset: "trở lại mặc định", "revenir au défaut", "go back to the default";
    opt_path: "in đường dẫn của tệp cài đặt", "afficher où est le fichier de réglages", "print where the settings file is";
    opt_check: "kiểm tra tệp cài đặt; thoát với mã 1 nếu có lỗi", "vérifier le fichier de réglages ; code 1 s'il a des défauts", "check the settings file; exits 1 if it has faults";
    nobody: "(chưa có)", "(aucun)", "(none)";
}

impl Lang {
    /// What would have been right.
    #[must_use]
    pub fn wanted(self, wanted: &Wanted) -> String {
        match wanted {
            Wanted::Text(max) => self.wanted_text(*max),
            Wanted::OneOf(known) => self.wanted_one_of(&known.join(", ")),
            Wanted::Switch => self.wanted_switch().to_owned(),
            Wanted::Number(min, max) => self.wanted_number(*min, *max),
            Wanted::Days => self.wanted_days().to_owned(),
            Wanted::Keys => self.wanted_keys().to_owned(),
        }
    }

    /// What is wrong with a value or with keys.
    #[must_use]
    pub fn why(self, what: &What) -> String {
        match what {
            What::Value(wanted) => self.wanted_is(&self.wanted(wanted)),
            What::Key(fault) => self.key_fault(fault),
            What::Syntax(problem) => clean(problem).into_owned(),
            What::Colour => self.wanted_is(self.wanted_colour()),
            What::Unknown(_)
            | What::File(_)
            | What::Contrast(..)
            | What::ThemeName
            | What::Table => String::new(),
        }
    }

    /// What in the settings file was not used, and where.
    #[must_use]
    pub fn settings_fault(self, path: &Path, fault: &Fault) -> String {
        let place = match fault.line {
            0 => path.display().to_string(),
            line => format!("{}:{line}", path.display()),
        };
        let field = clean(&fault.field);
        match &fault.what {
            What::File(fault) => self.fault_file(&self.settings_file_fault(path, fault)),
            What::Syntax(problem) => {
                let problem = problem.lines().collect::<Vec<_>>().join("; ");
                self.fault_syntax(&place, &clean(&problem))
            }
            What::Value(wanted) => self.fault_value(&place, &field, &self.wanted(wanted)),
            What::Unknown(near) => {
                self.meant_instead(self.fault_unknown(&place, &field), near.as_ref())
            }
            What::Colour => self.fault_value(&place, &field, self.wanted_colour()),
            What::Contrast(tenths, least) => {
                let shown = |tenths: &u32| self.decimal(*tenths);
                self.fault_contrast(&place, &field, &shown(tenths), &shown(least))
            }
            What::ThemeName => self.fault_value(&place, &field, self.wanted_theme_name()),
            What::Table => self.fault_value(&place, &field, &format!("[{field}]")),
            What::Key(fault) => self.fault_key(&place, &field, &self.key_fault(fault)),
        }
    }

    /// A number of tenths with the mark of the language.
    fn decimal(self, tenths: u32) -> String {
        let mark = self.pick([',', ',', '.']);
        format!("{}{mark}{}", tenths / 10, tenths % 10)
    }

    /// A sentence, and what was probably meant.
    fn meant_instead(self, text: String, near: Option<&String>) -> String {
        match near {
            Some(near) => format!("{text}. {}", self.did_you_mean(near)),
            None => text,
        }
    }

    /// Why keys cannot hold.
    #[must_use]
    pub fn key_fault(self, fault: &KeyFault) -> String {
        match fault {
            KeyFault::Context(near) => {
                self.meant_instead(self.key_context().to_owned(), near.as_ref())
            }
            KeyFault::Action(near) => {
                self.meant_instead(self.key_action().to_owned(), near.as_ref())
            }
            KeyFault::NotAKey(key) => self.key_none(&clean(key)),
            KeyFault::Doubled(key) => self.key_doubled(&clean(key)),
            KeyFault::Same(key, same) => self.key_same(&clean(key), same),
            KeyFault::Types(key) => self.key_types(&clean(key)),
            KeyFault::Clash(key, action) => self.key_clash(key, action),
            KeyFault::Essential(None) => self.key_needed().to_owned(),
            KeyFault::Essential(Some(key)) => self.key_kept(key),
        }
    }

    /// Why the settings file cannot be read or written.
    #[must_use]
    pub fn settings_file_fault(self, path: &Path, fault: &FileFault) -> String {
        let problem = match fault {
            FileFault::System(ErrorKind::PermissionDenied, _) => self.file_read_only().to_owned(),
            FileFault::System(ErrorKind::ReadOnlyFilesystem, _) => {
                self.store_read_only().to_owned()
            }
            FileFault::System(ErrorKind::StorageFull, _) => self.store_full().to_owned(),
            FileFault::System(_, problem) => problem.clone(),
            FileFault::NotAFile => self.file_not_a_file().to_owned(),
            FileFault::Dangling => self.file_dangling().to_owned(),
            FileFault::TooLarge(size) => self.file_too_large(*size),
            FileFault::Encoding => self.file_encoding().to_owned(),
            FileFault::Broken(line) => self.file_broken(*line),
            FileFault::Unchangeable => self.file_unchangeable().to_owned(),
        };
        clean(&self.store_path(&path.to_string_lossy(), &problem)).into_owned()
    }

    /// Where a value comes from.
    #[must_use]
    pub const fn source(self, source: Source) -> &'static str {
        match source {
            Source::Default => self.source_default(),
            Source::File => self.source_file(),
            Source::Environment => self.source_environment(),
            Source::Argument => self.source_argument(),
        }
    }

    /// A value as it is shown to people.
    #[must_use]
    pub fn shown_value(self, setting: &Setting, value: Option<&Value>) -> String {
        let code = self.typed_value(value);
        match (setting.key, value) {
            (_, Some(Value::Switch(true))) => self.on().to_owned(),
            (_, Some(Value::Switch(false))) => self.off().to_owned(),
            ("lang", Some(_)) => code
                .parse()
                .map_or(code, |lang: Self| lang.lang_name().to_owned()),
            ("theme", Some(_)) => match code.as_str() {
                "dark" => self.theme_dark().to_owned(),
                "light" => self.theme_light().to_owned(),
                "mono" => self.theme_mono().to_owned(),
                _ => code,
            },
            _ => code,
        }
    }

    /// A value as it is typed; nothing where there is none.
    #[must_use]
    pub fn typed_value(self, value: Option<&Value>) -> String {
        value.map_or_else(|| self.nobody().to_owned(), ToString::to_string)
    }
}
