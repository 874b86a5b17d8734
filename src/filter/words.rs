//! The words of filters: what each term and each value is called, in Vietnamese, French and English. The first word of a
//! language is the one that is offered; accents, case and hyphens do not count. A new term or value is a row here.

use super::term::{Flag, Period};
use crate::domain::{Lang, Rag, Status};

/// What a term is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// Reporting status.
    Status,
    /// Colour of the platform.
    Rag,
    /// Days overdue.
    Overdue,
    /// Days until the due date.
    Due,
    /// Ministry.
    Ministry,
    /// Kind of milestone.
    Milestone,
    /// Who changed it last, or is the focal point.
    Person,
    /// What else is known of it.
    Flag,
}

/// A meaning and its words in Vietnamese, French and English.
#[derive(Clone, Copy, Debug)]
pub struct Words<T: 'static> {
    /// What the words mean.
    pub meaning: T,
    /// The words, those offered first.
    pub words: [&'static [&'static str]; 3],
}

const fn row<T>(
    meaning: T,
    vi: &'static [&'static str],
    fr: &'static [&'static str],
    en: &'static [&'static str],
) -> Words<T> {
    Words {
        meaning,
        words: [vi, fr, en],
    }
}

impl<T> Words<T> {
    /// The word that is offered in a language.
    #[must_use]
    pub fn offered(&self, lang: Lang) -> &'static str {
        lang.pick(self.words).first().copied().unwrap_or_default()
    }

    /// Every word, of every language.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.words.into_iter().flatten().copied()
    }
}

/// The terms.
#[rustfmt::skip]
pub const ATTRIBUTES: &[Words<Attribute>] = {
    use Attribute as A;
    &[
        row(A::Status, &["tt", "trạng-thái"], &["statut", "état"], &["status", "state"]),
        row(A::Rag, &["màu"], &["couleur"], &["rag", "colour", "color"]),
        row(A::Overdue, &["quá-hạn", "trễ"], &["retard"], &["overdue"]),
        row(A::Due, &["hạn", "đến-hạn"], &["échéance"], &["due"]),
        row(A::Ministry, &["bộ", "bộ-ngành", "cơ-quan"], &["ministère", "organisme"], &["ministry", "owner"]),
        row(A::Milestone, &["mốc"], &["jalon"], &["milestone", "kind"]),
        row(A::Person, &["người"], &["personne", "par"], &["person", "by"]),
        row(A::Flag, &["là", "có"], &["est"], &["is", "has"]),
    ]
};

/// The statuses of a milestone, and sets of them.
#[rustfmt::skip]
pub const STATUSES: &[Words<&'static [Status]>] = {
    use Status as S;
    &[
        row(&[S::Overdue], &["quá-hạn", "quá-hạn-chưa-hoàn-thành"], &["en-retard", "retard"], &["overdue"]),
        row(&[S::AtRisk], &["nguy-cơ", "nguy-cơ-chậm-tiến-độ"], &["à-risque", "risque", "risque-de-retard"], &["at_risk", "risk"]),
        row(&[S::DueSoon], &["sắp-đến-hạn", "sắp-hạn"], &["proche", "échéance-proche", "bientôt-échu"], &["due_soon", "soon"]),
        row(&[S::OnTrack], &["đang-làm", "đang-thực-hiện", "đang-thực-hiện-trong-hạn"], &["en-cours", "en-cours-dans-les-délais"], &["on_track", "in-progress"]),
        row(&[S::NotDue], &["chưa-đến-hạn"], &["pas-échu", "pas-encore-échu"], &["not_due", "not-yet-due"]),
        row(&[S::NoDate], &["chưa-có-hạn", "chưa-có-thời-hạn", "không-hạn"], &["sans-échéance", "sans-date"], &["no_date", "no-due-date"]),
        row(&[S::OnHold], &["tạm-dừng"], &["suspendu"], &["on_hold", "hold"]),
        row(&[S::Cancelled], &["dừng-thực-hiện", "dừng", "hủy"], &["abandonné"], &["cancelled", "canceled"]),
        row(&[S::DoneOnTime], &["đúng-hạn", "hoàn-thành-đúng-hạn"], &["à-temps", "achevé-dans-les-délais"], &["done_on_time", "on-time", "completed-on-time"]),
        row(&[S::DoneLate], &["xong-muộn", "hoàn-thành-quá-hạn"], &["hors-délai", "achevé-hors-délai"], &["done_late", "completed-late"]),
        row(&[S::DoneOnTime, S::DoneLate], &["xong", "hoàn-thành"], &["achevé", "fait"], &["done", "completed"]),
        row(&[S::Overdue, S::AtRisk, S::DueSoon, S::OnTrack, S::NotDue, S::NoDate],
            &["chưa-xong", "chưa-hoàn-thành"], &["ouvert", "pas-achevé"], &["open", "not-done"]),
    ]
};

/// The colours of a platform.
#[rustfmt::skip]
pub const RAGS: &[Words<Rag>] = &[
    row(Rag::Red, &["đỏ"], &["rouge"], &["red"]),
    row(Rag::Amber, &["vàng"], &["orange"], &["amber", "yellow"]),
    row(Rag::Green, &["xanh"], &["vert"], &["green"]),
    row(Rag::Grey, &["xám"], &["gris"], &["grey", "gray"]),
    row(Rag::Complete, &["hoàn-thành", "xong"], &["achevé"], &["complete"]),
];

/// The periods of a due date.
#[rustfmt::skip]
pub const PERIODS: &[Words<Period>] = &[
    row(Period::Day, &["hôm-nay", "ngày"], &["aujourd'hui", "jour"], &["today", "day"]),
    row(Period::Week, &["tuần", "tuần-này"], &["semaine"], &["week", "this-week"]),
    row(Period::Month, &["tháng", "tháng-này"], &["mois", "ce-mois"], &["month", "this-month"]),
    row(Period::Quarter, &["quý", "quý-này"], &["trimestre"], &["quarter", "this-quarter"]),
    row(Period::Year, &["năm", "năm-nay"], &["année"], &["year", "this-year"]),
];

/// The flags.
#[rustfmt::skip]
pub const FLAGS: &[Words<Flag>] = {
    use Flag as F;
    &[
        row(F::Unverified, &["chưa-có-văn-bản", "thiếu-văn-bản"], &["non-vérifié", "sans-document"], &["unverified"]),
        row(F::Stale, &["lâu-chưa-cập-nhật", "cũ"], &["non-actualisé", "périmé"], &["stale"]),
        row(F::NoDate, &["chưa-có-hạn", "không-hạn"], &["sans-échéance", "sans-date"], &["nodate", "undated"]),
        row(F::Rebaselined, &["đã-điều-chỉnh-hạn", "điều-chỉnh"], &["échéance-révisée", "révisé"], &["rebaselined"]),
        row(F::Slipping, &["chậm"], &["glisse", "en-glissement"], &["slipping", "late"]),
        row(F::Started, &["đã-bắt-đầu", "bắt-đầu"], &["commencé"], &["started"]),
        row(F::Obstacle, &["vướng-mắc", "khó-khăn"], &["difficulté"], &["obstacle", "blocked"]),
        row(F::Noted, &["ghi-chú"], &["annoté", "note"], &["noted", "note"]),
        row(F::Unnamed, &["chưa-rõ-tên"], &["nom-incertain"], &["unnamed"]),
    ]
};

/// The meaning of a word.
#[must_use]
pub fn find<T: Copy>(table: &[Words<T>], word: &str) -> Option<T> {
    let wanted = super::key(word);
    let fits = |row: &&Words<T>| row.all().any(|word| super::key(word) == wanted);
    table
        .iter()
        .find(|_| !wanted.is_empty())
        .and_then(|_| table.iter().find(fits))
        .map(|row| row.meaning)
}

/// The words offered for the values of a term; none where they come from the list.
#[must_use]
pub fn values(attribute: Attribute, lang: Lang) -> Vec<&'static str> {
    fn offered<T>(table: &[Words<T>], lang: Lang) -> Vec<&'static str> {
        table.iter().map(|row| row.offered(lang)).collect()
    }
    match attribute {
        Attribute::Status => offered(STATUSES, lang),
        Attribute::Rag => offered(RAGS, lang),
        Attribute::Flag => offered(FLAGS, lang),
        Attribute::Overdue => vec![">0", ">30", ">90"],
        Attribute::Due => ["<8", "<31"]
            .into_iter()
            .chain(offered(PERIODS, lang))
            .collect(),
        Attribute::Ministry | Attribute::Milestone | Attribute::Person => Vec::new(),
    }
}

/// The word for a term that is offered in a language.
#[must_use]
pub fn name(attribute: Attribute, lang: Lang) -> &'static str {
    let row = ATTRIBUTES.iter().find(|row| row.meaning == attribute);
    row.map_or("", |row| row.offered(lang))
}

/// The word that was probably meant: one that begins like what was typed, or is a slip of the finger away.
#[must_use]
pub(super) fn nearest<'w>(
    typed: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Option<&'w str> {
    let typed = super::key(typed);
    let allowed = 1 + typed.chars().count() / 4;
    let mut best: Option<(usize, &str)> = None;
    for word in words {
        let known = super::key(word);
        let distance = if !typed.is_empty() && known.starts_with(&typed) {
            0
        } else {
            distance(&typed, &known)
        };
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word)
}

/// How many letters to put in, take out, change or swap make one word into the other.
fn distance(one: &str, other: &str) -> usize {
    const FAR: usize = 40;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.is_empty() || one.len() > FAR || other.len() > FAR {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, there) in other.iter().enumerate() {
            let change = row[j] + usize::from(letter != there);
            let mut least = change.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *letter == other[j - 1] && one[i - 1] == *there {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn unambiguous<T: std::fmt::Debug>(table: &[Words<T>]) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (place, row) in table.iter().enumerate() {
            assert!(row.words.iter().all(|words| !words.is_empty()));
            for word in row.all() {
                let before = seen.insert(super::super::key(word), place);
                assert!(before.is_none_or(|before| before == place), "{word}");
            }
        }
    }

    #[test]
    fn no_word_means_two_things() {
        unambiguous(ATTRIBUTES);
        unambiguous(STATUSES);
        unambiguous(RAGS);
        unambiguous(PERIODS);
        unambiguous(FLAGS);
    }

    #[test]
    fn every_code_of_the_command_line_is_a_word() {
        for status in Status::ALL {
            assert_eq!(find(STATUSES, status.code()), Some(&[status][..]));
        }
        for rag in Rag::ALL {
            assert_eq!(find(RAGS, rag.code()), Some(rag));
        }
    }

    #[test]
    fn what_was_probably_meant_is_near() {
        let words = ["overdue", "open", "on_hold"];
        for (typed, meant) in [
            ("overdu", Some("overdue")),
            ("ovredue", Some("overdue")),
            ("on", Some("on_hold")),
            ("OPN", Some("open")),
            ("late", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, words), meant, "{typed}");
        }
    }
}
