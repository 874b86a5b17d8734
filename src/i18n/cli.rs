//! The texts of the command line.

use std::io::{Error, ErrorKind};

use super::{en, fr};
use crate::domain::Lang;
use crate::domain::catalogue::CatalogueError;

texts! {
    about:
        "tiến độ: theo dõi 55 nền tảng số dùng chung — ai chủ quản, đã xong gì, chậm gì, cần đôn đốc ai.",
        "tiến độ : suivre les 55 plateformes numériques partagées — qui en répond, ce qui est fait, ce qui tarde, qui relancer.",
        "tiến độ: track the 55 shared digital platforms — who owns them, what is done, what is late, whom to urge.";
    about_more:
        "Không có lệnh: mở bảng theo dõi; khi không có màn hình: như `tiendo status`.",
        "Sans commande : le tableau ; sans terminal : comme `tiendo status`.",
        "Without a command: the board; without a terminal: like `tiendo status`.";
    // French puts a space, one that does not break, before the colon that follows a heading.
    usage_heading: "Cách dùng", "Usage\u{a0}", "Usage";
    commands_heading: "Lệnh", "Commandes\u{a0}", "Commands";
    arguments_heading: "Tham số", "Arguments\u{a0}", "Arguments";
    options_heading: "Tùy chọn", "Options\u{a0}", "Options";
    usage_command: "[TÙY CHỌN] [LỆNH]", "[OPTIONS] [COMMANDE]", "[OPTIONS] [COMMAND]";
    usage_options: "[TÙY CHỌN]", "[OPTIONS]", "[OPTIONS]";

    arg_store: "THƯ_MỤC", "DOSSIER", "DIR";
    arg_file: "TỆP", "FICHIER", "FILE";
    arg_date: "NGÀY", "DATE", "DATE";
    arg_name: "TÊN", "NOM", "NAME";
    arg_code: "MÃ", "CODE", "CODE";
    arg_number: "SỐ", "NOMBRE", "NUMBER";
    arg_document: "SỐ_HIỆU", "NUMÉRO", "NUMBER";
    arg_platform: "NỀN_TẢNG", "PLATEFORME", "PLATFORM";
    arg_milestone: "MỐC", "JALON", "MILESTONE";
    arg_ministry: "BỘ", "MINISTÈRE", "MINISTRY";
    arg_target: "ĐỐI_TƯỢNG", "CIBLE", "TARGET";
    arg_field: "TRƯỜNG", "CHAMP", "FIELD";
    arg_value: "GIÁ_TRỊ", "VALEUR", "VALUE";
    arg_more: "TRƯỜNG GIÁ_TRỊ", "CHAMP VALEUR", "FIELD VALUE";
    arg_text: "NỘI_DUNG", "TEXTE", "TEXT";
    arg_words: "TỪ", "MOTS", "WORDS";

    opt_store: "thư mục dữ liệu [biến TIENDO_STORE]", "dossier des données [variable TIENDO_STORE]", "folder of the data [variable TIENDO_STORE]";
    opt_lang: "ngôn ngữ: vi, fr, en", "langue : vi, fr, en", "language: vi, fr, en";
    opt_as_of: "tính mọi thứ cho ngày này, thay vì hôm nay", "tout calculer pour cette date au lieu d'aujourd'hui", "compute everything for this date instead of today";
    opt_catalogue: "danh mục ban đầu của dữ liệu mới (JSON)", "liste de départ de nouvelles données (JSON)", "list that new data starts from (JSON)";
    opt_theme: "giao diện: dark, light, mono", "thème : dark, light, mono", "theme: dark, light, mono";
    opt_ascii: "chỉ vẽ bằng ASCII", "ne dessiner qu'en ASCII", "draw with ASCII only";
    opt_by: "người ghi [biến TIENDO_PERSON]", "la personne qui enregistre [variable TIENDO_PERSON]", "the person who records [variable TIENDO_PERSON]";
    opt_help: "in trợ giúp này", "afficher cette aide", "print this help";
    opt_version: "in phiên bản", "afficher la version", "print the version";
    opt_json: "in JSON", "afficher en JSON", "print JSON";
    opt_milestones: "liệt kê từng mốc", "un jalon par ligne", "list each milestone";
    opt_ministry: "chỉ của bộ, ngành này (mã, viết tắt hoặc tên)", "de ce ministère seulement (code, abréviation ou nom)", "of this ministry only (code, abbreviation or name)";
    opt_status: "chỉ trạng thái này, như overdue", "de ce statut seulement, comme overdue", "of this status only, such as overdue";
    opt_rag: "chỉ màu này: red, amber, green, grey, complete", "de cette couleur seulement : red, amber, green, grey, complete", "of this colour only: red, amber, green, grey, complete";
    opt_limit: "nhiều nhất bấy nhiêu", "au plus ce nombre", "at most so many";
    opt_since: "từ ngày này", "depuis cette date", "since this date";
    opt_until: "đến hết ngày này", "jusqu'à cette date", "up to this date";
    opt_of_person: "chỉ của người này", "de cette personne seulement", "of this person only";
    opt_of_field: "chỉ trường này, như forecast; note là mọi ghi chú", "de ce champ seulement, comme forecast ; note : toutes les notes", "of this field only, such as forecast; note is any note";
    opt_line: "mã trong nhật ký, hoặc phần đầu của mã", "code de l'historique, ou son début", "code in the history, or the beginning of it";
    opt_target_of_line: "chỉ rút lại thay đổi của đối tượng này, khi thao tác có nhiều thay đổi", "ne retirer que le changement de cette cible, quand l'action en a plusieurs", "take back only the change of this target, where the action has several";
    opt_field_of_line: "… và của trường này", "… et de ce champ", "… and of this field";
    opt_on: "ngày hoàn thành (mặc định hôm nay)", "date d'achèvement (aujourd'hui sinon)", "date of completion (else today)";
    opt_on_of_count: "với progress: ngày đạt đủ số lượng (mặc định hôm nay)", "avec progress : jour où tout est atteint (aujourd'hui sinon)", "with progress: the day on which all were reached (else today)";
    opt_evidence: "số văn bản chứng minh", "numéro du document qui le prouve", "number of the document that proves it";
    opt_note: "ghi chú kèm theo", "note jointe", "a note beside it";

    cmd_status: "tình hình chung: chậm gì, cần đôn đốc ai", "la situation : ce qui tarde, qui relancer", "where things stand: what is late, whom to urge";
    cmd_list: "danh sách nền tảng hoặc mốc", "liste des plateformes ou des jalons", "list of platforms or milestones";
    cmd_show: "mọi thông tin về một nền tảng", "tout sur une plateforme", "everything about one platform";
    cmd_search: "tìm nền tảng, không cần dấu", "chercher une plateforme, sans accents", "find a platform, without accents";
    cmd_done: "đánh dấu mốc hoàn thành", "marquer un jalon comme achevé", "mark a milestone done";
    cmd_reopen: "mốc chưa hoàn thành", "rouvrir un jalon", "reopen a milestone";
    cmd_set: "ghi giá trị một trường, ví dụ: ndxp/readiness progress 12", "donner une valeur à un champ, par exemple : ndxp/readiness progress 12", "set a field, such as: ndxp/readiness progress 12";
    cmd_evidence: "ghi văn bản chứng minh một mốc", "document qui prouve un jalon", "document that proves a milestone";
    cmd_hold: "tạm dừng một mốc", "suspendre un jalon", "put a milestone on hold";
    cmd_cancel: "dừng hẳn một mốc, không tính vào tiến độ nữa", "abandonner un jalon, hors de tous les taux", "give a milestone up, outside of all rates";
    cmd_resume: "tiếp tục mốc đã tạm dừng hoặc dừng hẳn", "reprendre un jalon suspendu ou abandonné", "resume a milestone that was on hold or cancelled";
    cmd_note: "thêm ghi chú", "ajouter une note", "add a note";
    cmd_undo: "hoàn tác thao tác cuối của bạn trên máy này", "annuler votre dernière action sur cet appareil", "take back your last action on this device";
    cmd_redo: "làm lại thao tác vừa hoàn tác", "rétablir l'action annulée", "do again what was undone";
    cmd_revert: "rút lại một thao tác trong nhật ký; những gì sửa sau đó giữ nguyên", "retirer une action de l'historique ; ce qui a suivi reste", "take back an action of the history; what came after stays";
    cmd_log: "ai ghi gì, khi nào", "qui a enregistré quoi, et quand", "who recorded what, and when";
    cmd_keys: "các phím của bảng theo dõi", "les touches du tableau", "the keys of the board";
    cmd_completions: "in tệp gợi ý lệnh cho shell: bash, zsh, fish, elvish, powershell", "complétion pour le shell : bash, zsh, fish, elvish, powershell", "completions for a shell: bash, zsh, fish, elvish, powershell";
    cmd_man: "in trang hướng dẫn (roff)", "page de manuel (roff)", "manual page (roff)";
    cmd_schema: "lược đồ JSON của store.json, cho trình soạn thảo", "schéma JSON de store.json, pour un éditeur de texte", "JSON Schema of store.json, for a text editor";
    cmd_adopt: "ghi nhận sửa đổi bằng tay trong store.json", "reprendre les modifications manuelles de store.json", "record what was edited in store.json by hand";
    opt_dry_run: "chỉ cho xem, không ghi", "montrer sans rien enregistrer", "show only, record nothing";
    edit_refused(place: &str, reason: &str):
        format!("{place}: {reason} Hãy sửa lại."),
        format!("{place} : {reason} Corrigez le fichier."),
        format!("{place}: {reason} Correct the file.");
    edits_may_go:
        "Dời tệp đi nơi khác là bỏ các sửa đổi; dữ liệu đã ghi không bị ảnh hưởng.",
        "Le déplacer abandonne les modifications ; rien d'enregistré n'est touché.",
        "To move it elsewhere discards the edits; nothing recorded is affected.";
    edits_are_needed:
        "Đừng bỏ tệp: có thể chỉ tệp này còn giữ những dòng không có ở đây.",
        "Ne l'abandonnez pas : il est peut-être seul à connaître des lignes absentes ici.",
        "Do not discard it: it may be all that is left of lines that are not here.";
    edit_conflict(by: &str, value: &str):
        format!("trái nhau: từ khi tệp được viết, {by} đã ghi {value}; giữ cả hai, hiện giá trị ghi sau"),
        format!("conflit : depuis l'écriture du fichier, {by} a saisi {value} ; les deux sont gardés, le dernier est affiché"),
        format!("conflict: since the file was written, {by} has set {value}; both are kept, the later is shown");
    opt_platform: "mã, phần đầu của mã, hoặc từ tìm", "code, début du code, ou mots cherchés", "code, beginning of it, or search words";
    opt_milestone: "mã hoặc tên mốc, như plan", "code ou nom du jalon, comme plan", "code or name of the milestone, such as plan";
    opt_target: "nền tảng, nền-tảng/mốc, bộ (BYT) hoặc ministry:mã", "plateforme, plateforme/jalon, ministère (BYT) ou ministry:code", "platform, platform/milestone, ministry (BYT) or ministry:code";
    opt_field: "tên trường, như forecast", "nom du champ, comme forecast", "name of the field, such as forecast";
    opt_value: "giá trị; để trống thì xóa", "valeur ; vide pour effacer", "value; empty clears it";
    opt_more: "thêm cặp trường và giá trị, ghi cùng một lần", "d'autres champs et valeurs, enregistrés ensemble", "more fields and values, recorded together";
    odd_fields: "Mỗi trường cần một giá trị.", "Chaque champ demande une valeur.", "Each field needs a value.";
    opt_document: "số văn bản", "numéro du document", "number of the document";
    opt_signed: "ngày ký", "date de signature", "date of signature";
    opt_title: "trích yếu", "objet", "title";
    opt_link: "đường dẫn hoặc tên tệp", "lien ou nom de fichier", "link or file name";
    opt_remove: "bỏ văn bản này khỏi mốc", "retirer ce document du jalon", "take this document off the milestone";
    opt_reason: "lý do", "motif", "reason";
    opt_state_document: "số văn bản cho tạm dừng hoặc dừng hẳn", "numéro du document qui le décide", "number of the document that decided so";
    opt_text: "nội dung ghi chú", "texte de la note", "text of the note";
    opt_words: "các từ, thứ tự bất kỳ; !từ để loại trừ", "des mots, dans n'importe quel ordre ; !mot pour exclure", "words, in any order; !word excludes";
    opt_shell: "shell", "shell", "shell";

    error_unknown_argument(arg: &str): format!("Không có tùy chọn “{arg}”."), format!("L'option « {arg} » n'existe pas."), format!("There is no option “{arg}”.");
    error_too_many(arg: &str):
        format!("Thừa “{arg}”; tên có dấu cách phải đặt trong ngoặc kép."),
        format!("« {arg} » est de trop ; un nom avec des espaces se met entre guillemets."),
        format!("“{arg}” is one too many; a name with spaces goes between quotes.");
    error_unknown_command(name: &str): format!("Không có lệnh “{name}”."), format!("La commande « {name} » n'existe pas."), format!("There is no command “{name}”.");
    error_missing(args: &str): format!("Thiếu {args}."), format!("Il manque {args}."), format!("{args} is missing.");
    error_conflict(arg: &str): format!("“{arg}” được ghi hai lần hoặc không đi cùng phần còn lại."), format!("« {arg} » est donné deux fois ou ne va pas avec le reste."), format!("“{arg}” is given twice or does not go with the rest.");
    error_no_value(arg: &str): format!("“{arg}” cần một giá trị."), format!("« {arg} » demande une valeur."), format!("“{arg}” needs a value.");
    error_takes_no_value(arg: &str): format!("“{arg}” không nhận giá trị."), format!("« {arg} » ne prend pas de valeur."), format!("“{arg}” takes no value.");
    error_value(value: &str, arg: &str): format!("“{value}” không hợp lệ cho {arg}."), format!("« {value} » ne convient pas pour {arg}."), format!("“{value}” is no value for {arg}.");
    error_encoding: "Tham số không phải UTF-8.", "Un argument n'est pas en UTF-8.", "An argument is not UTF-8.";
    error_other(text: &str): format!("Tham số sai: {text}"), format!("Arguments incorrects : {text}"), format!("Wrong arguments: {text}");
    error_choice(value: &str, arg: &str, known: &str):
        format!("“{value}” không hợp lệ cho {arg}; chọn một trong: {known}."),
        format!("« {value} » ne convient pas pour {arg} ; choisissez parmi : {known}."),
        format!("“{value}” is no value for {arg}; choose one of: {known}.");
    bad_limit(value: &str):
        format!("--limit: “{value}” không phải số nguyên từ 1 trở lên."),
        format!("--limit : « {value} » n'est pas un nombre entier d'au moins 1."),
        format!("--limit: “{value}” is not a whole number from 1 on.");
    on_is_for_progress:
        "--on chỉ đi cùng trường progress; với trường khác, ghi ngày vào giá trị.",
        "--on ne va qu'avec le champ progress ; ailleurs, la date est la valeur elle-même.",
        "--on goes with the field progress only; elsewhere the date is the value itself.";
    give_option(option: &str): format!("Hãy thêm `{option}`."), format!("Ajoutez `{option}`."), format!("Add `{option}`.");
    see_list:
        "`tiendo search` tìm theo tên, `tiendo list` liệt kê.",
        "`tiendo search` cherche par le nom, `tiendo list` les énumère.",
        "`tiendo search` finds by name, `tiendo list` lists them.";
    see_archived:
        "Tên như vậy có trong lưu trữ: `tiendo list --archived`.",
        "De tels noms sont archivés : `tiendo list --archived`.",
        "Such names are archived: `tiendo list --archived`.";
    fields_of_set(ministry: &str, platform: &str, milestone: &str, kind: &str):
        format!("Trường của nền tảng: {platform}.\nTrường của mốc (nền-tảng/mốc): {milestone}.\nTrường của bộ, ngành: {ministry}.\nTrường của loại mốc (kind:mã): {kind}."),
        format!("Champs d'une plateforme : {platform}.\nChamps d'un jalon (plateforme/jalon) : {milestone}.\nChamps d'un ministère : {ministry}.\nChamps d'un type de jalon (kind:code) : {kind}."),
        format!("Fields of a platform: {platform}.\nFields of a milestone (platform/milestone): {milestone}.\nFields of a ministry: {ministry}.\nFields of a kind of milestone (kind:code): {kind}.");
    did_you_mean(what: &str): format!("Có phải ý bạn là “{what}”?"), format!("Vouliez-vous dire « {what} » ?"), format!("Did you mean “{what}”?");
    see_help(command: &str): format!("Xem `{command} --help`."), format!("Voir `{command} --help`."), format!("See `{command} --help`.");
    no_home: "Không tìm thấy thư mục của người dùng; dùng --store và đặt biến HOME.", "Le dossier personnel est introuvable ; donnez --store et la variable HOME.", "The user has no home folder; give --store and set HOME.";
    bad_clock(text: &str): format!("TIENDO_NOW không phải thời điểm RFC 3339: {text}"), format!("TIENDO_NOW n'est pas un instant RFC 3339 : {text}"), format!("TIENDO_NOW is no RFC 3339 moment: {text}");
    catalogue_refused(place: &str):
        format!("Danh mục bị từ chối — {place}. Hãy sửa tệp rồi chạy lại; chưa có gì được ghi."),
        format!("Liste refusée — {place}. Corrigez le fichier et relancez ; rien n'a été enregistré."),
        format!("The catalogue is refused — {place}. Correct the file and run again; nothing was recorded.");
    catalogue_unused(path: &str):
        format!("Không dùng {path}: dữ liệu này đã bắt đầu từ danh mục khác. Chọn thư mục mới bằng --store để bắt đầu từ tệp đó."),
        format!("{path} n'est pas utilisé : ces données ont commencé par une autre liste. Pour partir de ce fichier, donnez un nouveau dossier avec --store."),
        format!("{path} is not used: this data began from another list. To begin from that file, give a new folder with --store.");
    catalogue_shape(place: &str, reason: &str):
        format!("{place}: không đúng định dạng JSON của danh mục ({reason})"),
        format!("{place} : ce n'est pas le JSON d'une liste ({reason})"),
        format!("{place}: not the JSON of a catalogue ({reason})");
    catalogue_encoding(place: &str):
        format!("{place}: tệp không phải UTF-8"), format!("{place} : le fichier n'est pas en UTF-8"), format!("{place}: the file is not UTF-8");
    catalogue_id(place: &str, id: &str):
        format!("{place}: “{id}” không phải mã (a-z, 0-9, '.', '_', '-'; tối đa 64)"),
        format!("{place} : « {id} » n'est pas un code (a-z, 0-9, '.', '_', '-' ; 64 au plus)"),
        format!("{place}: “{id}” is not a code (a-z, 0-9, '.', '_', '-'; at most 64)");
    catalogue_twice(place: &str, id: &str):
        format!("{place}: mã “{id}” được dùng hai lần"),
        format!("{place} : le code « {id} » sert deux fois"),
        format!("{place}: the code “{id}” is used twice");
    catalogue_date(place: &str, date: &str):
        format!("{place}: “{date}” không phải ngày (YYYY-MM-DD, từ 1945 đến 2100)"),
        format!("{place} : « {date} » n'est pas une date (AAAA-MM-JJ, de 1945 à 2100)"),
        format!("{place}: “{date}” is not a date (YYYY-MM-DD, 1945 to 2100)");
    catalogue_empty(place: &str, what: &str):
        format!("{place}: không có {what}"), format!("{place} : il n'y a pas de {what}"), format!("{place}: there is no {what}");
    file_missing: "không có tệp này", "le fichier n'existe pas", "there is no such file";
    file_denied: "không có quyền đọc", "lecture interdite", "reading is not allowed";
    file_is_folder: "đây là thư mục", "c'est un dossier", "this is a folder";
    ambiguous(name: &str, n: usize):
        format!("“{name}” khớp với {n} nền tảng; hãy ghi rõ hơn hoặc dùng mã:"),
        format!("« {name} » désigne {n} plateformes ; précisez, ou donnez le code :"),
        format!("“{name}” matches {n} platforms; say more, or give the code:");
    unknown_platform(name: &str): format!("Không có nền tảng nào là “{name}”."), format!("Aucune plateforme n'est « {name} »."), format!("There is no platform “{name}”.");
    unknown_ministry(name: &str): format!("Không có bộ, ngành nào là “{name}”."), format!("Aucun ministère n'est « {name} »."), format!("There is no ministry “{name}”.");
    unknown_milestone(name: &str, known: &str):
        format!("Không có mốc “{name}”; các mốc: {known}."),
        format!("Il n'y a pas de jalon « {name} » ; jalons : {known}."),
        format!("There is no milestone “{name}”; milestones: {known}.");
    ambiguous_milestone(name: &str, candidates: &str):
        format!("“{name}” khớp với nhiều mốc: {candidates}; hãy ghi rõ hơn."),
        format!("« {name} » désigne plusieurs jalons : {candidates} ; précisez."),
        format!("“{name}” matches several milestones: {candidates}; say more.");
    more_like_this(n: usize): format!("… và {n} nữa"), format!("… et {n} {}", fr(n, "autre", "autres")), format!("… and {n} {}", en(n, "other", "others"));
    view_not_written(problem: &str):
        format!("Đã lưu, nhưng chưa viết được store.json: {problem}"),
        format!("Enregistré, mais store.json n'a pas pu être écrit : {problem}"),
        format!("Saved, but store.json could not be written: {problem}");
    saved_not_shown: "Đã lưu.", "Enregistré.", "Saved.";
    store_is_new(path: &str):
        format!("tạo kho dữ liệu mới ở {path}"),
        format!("nouvelles données dans {path}"),
        format!("a new store begins at {path}");
    store_would_be_new(path: &str):
        format!("kho dữ liệu mới sẽ được tạo ở {path}"),
        format!("de nouvelles données commenceraient dans {path}"),
        format!("a new store would begin at {path}");
    store_not_there(path: &str):
        format!("chưa có dữ liệu ở {path}: đây là danh mục ban đầu"),
        format!("pas encore de données dans {path} : voici la liste de départ"),
        format!("no data at {path} yet: this is the list that a store starts from");
    output_failed(problem: &str): format!("Không ghi được kết quả: {problem}"), format!("Sortie impossible : {problem}"), format!("Output failed: {problem}");
    nothing_found: "Không có gì khớp.", "Rien ne correspond.", "Nothing matches.";
    urge: "Cần đôn đốc", "À relancer", "To be urged";
    head_done: "xong", "achevé", "done";
    head_done_on: "ngày xong", "achevé le", "done on";
    head_overdue: "quá hạn", "retard", "overdue";
    head_colour: "màu", "couleur", "colour";
    head_status: "trạng thái", "statut", "status";
    head_name: "tên", "nom", "name";
    focal_point: "đầu mối", "point focal", "focal point";
    head_code: "mã", "code", "code";
    head_keys: "phím", "touches", "keys";
    unknown_log_field(name: &str, known: &str):
        format!("--field: không có trường “{name}”; các trường: {known}."),
        format!("--field : le champ « {name} » n'existe pas ; champs : {known}."),
        format!("--field: there is no field “{name}”; fields: {known}.");
    since_after_until:
        "--since ở sau --until: không ngày nào thỏa mãn.",
        "--since vient après --until : aucun jour ne convient.",
        "--since comes after --until: no day fits.";
    field_of_line_missing:
        "Muốn rút lại một thay đổi thì ghi cả ĐỐI_TƯỢNG và TRƯỜNG.",
        "Pour un seul changement, donnez la CIBLE et le CHAMP.",
        "For one change, give both TARGET and FIELD.";
    voided_by(by: &str, at: &str): format!("{by} đã rút lại {at}"), format!("retiré par {by}, {at}"), format!("taken back by {by}, {at}");
    overwritten_by(by: &str, at: &str): format!("{by} đã sửa tiếp {at}"), format!("changé depuis par {by}, {at}"), format!("changed since by {by}, {at}");
    log_change(label: &str, was: &str, to: &str):
        format!("{label}: {was} → {to}"), format!("{label} : {was} → {to}"), format!("{label}: {was} → {to}");
    log_kept(label: &str, value: &str):
        format!("{label}: vẫn là {value}"), format!("{label} : reste {value}"), format!("{label}: stays {value}");
    log_nothing: "Chưa có thay đổi nào.", "Aucun changement.", "No change yet.";
    nothing: "(trống)", "(vide)", "(nothing)";

    man_name: "TÊN", "NOM", "NAME";
    man_synopsis: "CÚ PHÁP", "SYNOPSIS", "SYNOPSIS";
    man_description: "MÔ TẢ", "DESCRIPTION", "DESCRIPTION";
    man_commands: "LỆNH", "COMMANDES", "COMMANDS";
    man_keys: "PHÍM", "TOUCHES", "KEYS";
    man_exit: "MÃ THOÁT", "CODES DE SORTIE", "EXIT STATUS";
}

impl Lang {
    /// What is wrong with a catalogue, and where in the file `name`.
    #[must_use]
    pub fn catalogue_error(self, name: &str, error: &CatalogueError) -> String {
        let at = |place: &str| format!("{name}: {place}");
        match error {
            CatalogueError::Shape {
                line,
                column,
                reason,
            } => self.catalogue_shape(&format!("{name}:{line}:{column}"), reason),
            CatalogueError::Id { place, id } => self.catalogue_id(&at(place), id),
            CatalogueError::Twice { place, id } => self.catalogue_twice(&at(place), id),
            CatalogueError::Date { place, date } => self.catalogue_date(&at(place), date),
            CatalogueError::Empty(what) => self.catalogue_empty(name, what),
            CatalogueError::TooLong { place } => self.too_long(&at(place)),
        }
    }

    /// Why a file cannot be read.
    #[must_use]
    pub fn file_error(self, name: &str, error: &Error) -> String {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                self.store_path(name, self.file_missing())
            }
            ErrorKind::PermissionDenied => self.store_path(name, self.file_denied()),
            ErrorKind::IsADirectory => self.store_path(name, self.file_is_folder()),
            _ => self.store_path(name, &error.to_string()),
        }
    }

    /// The kind of an action, as it stands in the history.
    #[must_use]
    pub fn log_action(self, action: &str) -> &str {
        self.pick(match action {
            "import" => ["danh mục ban đầu", "liste de départ", "first list"],
            "done" => ["hoàn thành", "achevé", "done"],
            "reopen" => ["mở lại", "rouvert", "reopened"],
            "set" => ["ghi", "saisi", "set"],
            "note" => ["ghi chú", "note", "note"],
            "evidence" => ["văn bản", "document", "document"],
            "add" => ["thêm", "ajouté", "added"],
            "move" => ["chuyển", "transféré", "moved"],
            "order" => ["xếp lại", "réordonné", "reordered"],
            "archive" => ["lưu trữ", "archivé", "archived"],
            "restore" => ["đưa trở lại", "remis", "brought back"],
            "catalogue" => ["cập nhật danh mục", "liste mise à jour", "list updated"],
            "hand-edit" => ["sửa bằng tay", "à la main", "edited by hand"],
            "rescue" => ["cứu lại", "sauvé", "rescued"],
            "undo" => ["hoàn tác", "annulé", "undone"],
            "redo" => ["làm lại", "rétabli", "redone"],
            "revert" => ["rút lại", "retiré", "taken back"],
            "choose" => ["chọn", "choisi", "chosen"],
            other => [other; 3],
        })
    }
}
