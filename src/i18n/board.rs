//! The texts of the board.

use super::{en, fr};
use crate::domain::{Assessment, Lang, Milestone};

texts! {
    interrupt_again: "Ctrl-c lần nữa để thoát", "Ctrl-c encore une fois pour quitter", "Ctrl-c again to quit";
    choose_milestone_first: "Chọn một mốc ở khung 3 trước (→)", "Choisissez d'abord un jalon dans le panneau 3 (→)", "Choose a milestone in pane 3 first (→)";
    choose_platform_first: "Chọn một nền tảng trước", "Choisissez d'abord une plateforme", "Choose a platform first";
    nothing_to_repeat: "Chưa có thay đổi nào để lặp lại", "Aucun changement à répéter", "No change to repeat yet";
    nothing_found_before: "Chưa tìm gì: nhấn / để tìm", "Rien de cherché : / pour chercher", "Nothing searched yet: / to find";
    hit_of(n: usize, of: usize): format!("kết quả {n}/{of}"), format!("résultat {n}/{of}"), format!("hit {n}/{of}");
    nothing_overdue: "Không có mốc nào quá hạn", "Aucun jalon en retard", "No milestone is overdue";
    nothing_due: "Không có mốc nào sắp tới hạn", "Aucune échéance à venir", "No milestone is due";
    others_wrote(by: &str): format!("{by} vừa ghi thay đổi"), format!("{by} : changements reçus"), format!("{by} recorded changes");
    mouse_on: "Chuột: bật", "Souris active", "Mouse on";
    mouse_off: "Chuột: tắt (chọn chữ bằng chuột được)", "Souris inactive (la sélection de texte est possible)", "Mouse off (text can be selected)";

    saved: "đã lưu", "enregistré", "saved";
    saving: "đang lưu", "enregistrement", "saving";
    out_of_reach: "không mở được", "inaccessible", "out of reach";
    unsaved(n: usize): format!("{n} chưa lưu"), format!("{n} non {}", fr(n, "enregistré", "enregistrés")), format!("{n} unsaved");
    unsaved_banner(n: usize, problem: &str):
        format!("CHƯA LƯU {n} thay đổi, đang thử lại — {problem}"),
        format!("{n} {}, on réessaie — {problem}", fr(n, "changement NON ENREGISTRÉ", "changements NON ENREGISTRÉS")),
        format!("{n} {} NOT SAVED, trying again — {problem}", en(n, "change", "changes"));
    unsaved_short(n: usize):
        format!("CHƯA LƯU {n} thay đổi"),
        format!("{n} {}", fr(n, "changement NON ENREGISTRÉ", "changements NON ENREGISTRÉS")),
        format!("{n} {} NOT SAVED", en(n, "change", "changes"));
    waiting_saved(n: usize):
        format!("Đã lưu {n} thay đổi đang chờ"),
        format!("{n} {}", fr(n, "changement en attente enregistré", "changements en attente enregistrés")),
        format!("{n} waiting {} saved", en(n, "change", "changes"));
    store_away:
        "Dữ liệu từng lưu ở đây không còn. Cắm lại ổ đĩa hoặc đưa thư mục trở lại; nếu chắc chắn không còn: tiendo doctor --repair",
        "Ce qui avait été enregistré ici n’y est plus. Rebranchez le disque ou remettez le dossier ; s’il n’y en a vraiment plus : tiendo doctor --repair",
        "What was saved here is gone. Plug the disk in again or bring the folder back; if there is surely nothing left: tiendo doctor --repair";
    store_away_short:
        "Cắm lại ổ đĩa, đưa thư mục trở lại; mất hẳn: tiendo doctor --repair",
        "Remettez le disque ou le dossier ; perdus : tiendo doctor --repair",
        "Bring the disk or folder back; lost for good: tiendo doctor --repair";
    store_unreadable(problem: &str): format!("Không đọc được dữ liệu — {problem}"), format!("Données illisibles — {problem}"), format!("Data cannot be read — {problem}");
    faults_banner(n: usize):
        format!("Dữ liệu có {n} lỗi, xem bằng lệnh tiendo doctor; phần còn lại vẫn dùng được"),
        format!("{n} {} dans les données, voir tiendo doctor ; le reste est utilisé", fr(n, "défaut", "défauts")),
        format!("{n} {} in the data, see tiendo doctor; everything else is used", en(n, "fault", "faults"));
    faults_short(n: usize):
        format!("tiendo doctor: dữ liệu có {n} lỗi"),
        format!("tiendo doctor : {n} {}", fr(n, "défaut", "défauts")),
        format!("tiendo doctor: {n} {} in the data", en(n, "fault", "faults"));
    conflicts_short(n: usize):
        format!("tiendo conflicts: {n} trường trái nhau"),
        format!("tiendo conflicts : {n} {}", fr(n, "contradiction", "contradictions")),
        format!("tiendo conflicts: {n} {} at odds", en(n, "field", "fields"));
    view_edited_short:
        "tiendo adopt: store.json bị sửa tay",
        "tiendo adopt : store.json modifié",
        "tiendo adopt: store.json was edited";
    done_count(n: usize): format!("{n} hoàn thành"), format!("{n} {}", fr(n, "achevé", "achevés")), format!("{n} done");
    late_count(n: usize): format!("({n} muộn)"), format!("({n} hors délai)"), format!("({n} late)");
    overdue_count(n: usize): format!("{n} quá hạn"), format!("{n} en retard"), format!("{n} overdue");
    risk_count(n: usize): format!("{n} nguy cơ"), format!("{n} à risque"), format!("{n} at risk");
    soon_count(n: usize): format!("{n} sắp đến hạn"), format!("{n} bientôt échus"), format!("{n} due soon");
    quiet_count(n: usize): format!("{n} còn lại"), format!("{n} {}", fr(n, "autre", "autres")), format!("{n} {}", en(n, "other", "others"));
    shared_platforms(n: usize): format!("{n} nền tảng số dùng chung"), format!("{n} {}", fr(n, "plateforme numérique partagée", "plateformes numériques partagées")), format!("{n} shared digital {}", en(n, "platform", "platforms"));
    all_ministries: "Tất cả bộ, ngành", "Tous les ministères", "All ministries";
    all_platforms: "Tất cả nền tảng", "Toutes les plateformes", "All platforms";

    due(date: &str): format!("hạn {date}"), format!("échéance {date}"), format!("due {date}");
    originally(date: &str): format!("ban đầu {date}"), format!("initialement {date}"), format!("originally {date}");
    forecast_on(date: &str): format!("dự kiến {date}"), format!("prévu le {date}"), format!("forecast {date}");
    done_on(date: &str): format!("hoàn thành {date}"), format!("achevé le {date}"), format!("done on {date}");
    started_on(date: &str): format!("bắt đầu {date}"), format!("commencé le {date}"), format!("started on {date}");
    days_late(n: usize): format!("chậm {n} ngày"), format!("{n} {} de retard", fr(n, "jour", "jours")), format!("{n} {} late", en(n, "day", "days"));
    forecast_late(n: usize):
        format!("dự kiến chậm {n} ngày"),
        format!("retard prévu de {n} {}", fr(n, "jour", "jours")),
        format!("forecast {n} {} late", en(n, "day", "days"));
    forecast_early(n: usize):
        format!("dự kiến sớm {n} ngày"),
        format!("avance prévue de {n} {}", fr(n, "jour", "jours")),
        format!("forecast {n} {} early", en(n, "day", "days"));
    days_early(n: usize): format!("sớm {n} ngày"), format!("{n} {} d'avance", fr(n, "jour", "jours")), format!("{n} {} early", en(n, "day", "days"));
    days_left(n: usize): format!("còn {n} ngày"), format!("dans {n} {}", fr(n, "jour", "jours")), format!("in {n} {}", en(n, "day", "days"));
    due_today: "hạn hôm nay", "échéance aujourd'hui", "due today";
    evidence_is(numbers: &str): format!("văn bản {numbers}"), format!("document {numbers}"), format!("evidence {numbers}");
    last_change(by: &str, at: &str): format!("sửa lần cuối: {by}, {at}"), format!("dernier changement : {by}, {at}"), format!("last change: {by}, {at}");
    no_change_yet: "chưa ai cập nhật", "jamais mis à jour", "never updated";
    name_translated: "tên dịch, chưa có nguồn", "nom traduit, sans source", "name translated, without a source";
    name_doubtful: "tên còn nghi vấn", "nom douteux", "name doubtful";
    name_unknown: "chưa rõ tên", "nom inconnu", "name unknown";
    name_listed: "tên theo danh mục", "nom de la liste", "name as listed";
    name_attested: "tên có nguồn", "nom attesté", "name attested";
    aliases: "tên khác", "autres noms", "other names";
    weight_of(n: u32): format!("trọng số {n}"), format!("poids {n}"), format!("weight {n}");
    spi: "SPI", "IPD", "SPI";
    owner: "cơ quan chủ quản", "organisme responsable", "owner";
    notes: "Ghi chú", "Notes", "Notes";

    find_platform: "Tìm nền tảng", "Chercher une plateforme", "Find a platform";
    find_ministry: "Tìm bộ, ngành", "Chercher un ministère", "Find a ministry";
    find_anything: "Lệnh, nền tảng, bộ, ngành", "Actions, plateformes, ministères", "Actions, platforms, ministries";
    all_actions: "mọi lệnh", "toutes les actions", "every action";
    hits(n: usize): format!("{n} kết quả"), format!("{n} {}", fr(n, "résultat", "résultats")), format!("{n} {}", en(n, "hit", "hits"));
    no_hits(query: &str): format!("Không có gì khớp với “{query}”"), format!("Rien ne correspond à « {query} »"), format!("Nothing matches “{query}”");
    alike: "gần giống", "approchants", "similar";

    help_title: "Các phím", "Touches", "Keys";
    help_filter: "gõ để lọc", "tapez pour filtrer", "type to filter";
    settings_title: "Cài đặt", "Réglages", "Settings";
    lang_name: "Tiếng Việt", "Français", "English";
    theme_dark: "tối", "sombre", "dark";
    theme_light: "sáng", "clair", "light";
    theme_mono: "đơn sắc", "monochrome", "mono";
    on: "bật", "oui", "on";
    off: "tắt", "non", "off";

    form_everything: "Sửa", "Modifier", "Edit";
    form_dates: "Ngày", "Dates", "Dates";
    form_hold: "Tạm dừng, vướng mắc", "Suspension, difficulté", "Hold, obstacle";
    form_people: "Đầu mối", "Point focal", "Focal point";
    form_note: "Ghi chú", "Note", "Note";
    form_evidence: "Văn bản chứng minh", "Document qui le prouve", "Document that proves it";
    form_count(of: u32): format!("Bao nhiêu / {of}?"), format!("Combien sur {of} ?"), format!("How many of {of}?");
    form_last_day: "Đã đủ: hoàn thành ngày nào?", "Tout est atteint : à quelle date ?", "All reached: on which day?";
    form_leave(key: &str):
        format!("Bỏ những gì đã gõ? {key} lần nữa để bỏ; phím khác để gõ tiếp"),
        format!("Abandonner la saisie ? {key} encore une fois, sinon continuez"),
        format!("Throw away what was typed? {key} again to do so; any other key to go on");
    form_meanwhile(value: &str):
        format!("Người khác vừa ghi: {value}; lưu là ghi đè"),
        format!("Quelqu'un vient d'y inscrire : {value} ; enregistrer le remplace"),
        format!("Somebody has just put: {value}; saving replaces it");
    form_mixed: "nhiều giá trị khác nhau", "valeurs différentes", "different values";
    form_of(n: usize): format!("{n} mục"), format!("{n} {}", fr(n, "ligne", "lignes")), format!("{n} {}", en(n, "row", "rows"));
    nothing_to_fill_in: "Không có gì để điền ở đây", "Rien à remplir ici", "Nothing to fill in here";
    choose_row_first: "Chọn một dòng trước (không phải “Tất cả”)", "Choisissez d'abord une ligne (pas « Tous »)", "Choose a row first (not “All”)";
    select_milestones: "Chỉ làm được trên mốc: chọn mốc ở khung 3", "Seulement pour des jalons : choisissez-les dans le panneau 3", "Only for milestones: select them in pane 3";
    selected(n: usize): format!("{n} đang chọn"), format!("{n} {}", fr(n, "choisi", "choisis")), format!("{n} selected");
    editor_failed(problem: &str): format!("Trình soạn thảo: {problem}"), format!("Éditeur : {problem}"), format!("Editor: {problem}");
    details_title: "Chi tiết", "Détails", "Details";
    confirm_title: "Xác nhận", "Confirmer", "Confirm";
    confirm_done(n: usize): format!("Đánh dấu hoàn thành {n} mốc?"), format!("Marquer {n} jalons comme achevés ?"), format!("Mark {n} milestones done?");
    confirm_reopen(n: usize): format!("Mở lại {n} mốc?"), format!("Rouvrir {n} jalons ?"), format!("Reopen {n} milestones?");
    confirm_change(n: usize): format!("Ghi thay đổi này cho {n} mục?"), format!("Enregistrer ce changement pour {n} lignes ?"), format!("Record this change for {n} rows?");
    confirm_quit(n: usize): format!("{n} thay đổi chưa lưu sẽ mất. Vẫn thoát?"), format!("{n} {}. Quitter quand même ?", fr(n, "changement non enregistré sera perdu", "changements non enregistrés seront perdus")), format!("{n} unsaved {} will be lost. Quit anyway?", en(n, "change", "changes"));
    yes: "Đồng ý", "Oui", "Yes";
    cancel: "Thôi", "Annuler", "Cancel";
    redo_with(key: &str): format!("{key} làm lại"), format!("{key} rétablir"), format!("{key} redo");
    undo_with(key: &str): format!("{key} hoàn tác"), format!("{key} annuler"), format!("{key} undo");
}

impl Lang {
    /// The due date with the document that set it, and the first one, where it was replaced.
    #[must_use]
    pub fn due_date(self, milestone: &Milestone) -> Option<String> {
        let due = milestone.baseline?;
        let mut text = self.due(&self.date(due));
        if let Some(document) = &milestone.baseline_document {
            text = format!("{text} ({document})");
        }
        let original = milestone.original_baseline;
        if let Some(original) = original.filter(|original| *original != due) {
            text = format!("{text} · {}", self.originally(&self.date(original)));
        }
        Some(text)
    }

    /// How late or early it was done, is overdue, or is expected to be.
    #[must_use]
    pub fn lateness(self, milestone: &Milestone, assessment: Assessment) -> Option<String> {
        let slippage = assessment.slippage.filter(|days| *days != 0);
        let n = slippage.map_or(0, i32::unsigned_abs) as usize;
        let is_late = slippage.is_some_and(|days| days > 0);
        if milestone.is_done() {
            slippage?;
            return Some(if is_late {
                self.days_late(n)
            } else {
                self.days_early(n)
            });
        }
        let overdue = assessment
            .overdue_days
            .and_then(|days| usize::try_from(days).ok());
        let overdue = overdue.filter(|days| *days > 0);
        let forecast = slippage.filter(|_| Some(n) != overdue).map(|_| {
            if is_late {
                self.forecast_late(n)
            } else {
                self.forecast_early(n)
            }
        });
        let parts = [overdue.map(|days| self.days_late(days)), forecast];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}
