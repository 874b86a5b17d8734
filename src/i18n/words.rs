//! The words of the programme, and how numbers and dates are written.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use crate::domain::{DateFormat, Lang, Rag, Status};

texts! {
    programme: "Chương trình", "Programme", "Programme";
    ministry: "Bộ, ngành", "Ministère", "Ministry";
    ministries: "Bộ, ngành", "Ministères", "Ministries";
    platform: "Nền tảng", "Plateforme", "Platform";
    platforms: "Nền tảng", "Plateformes", "Platforms";
    milestone: "Mốc", "Jalon", "Milestone";
    milestones: "Mốc", "Jalons", "Milestones";
    all: "Tất cả", "Tous", "All";
    baseline: "thời hạn", "échéance", "baseline";
    forecast: "dự kiến", "prévision", "forecast";
    actual: "hoàn thành", "achevé", "done";
    slippage: "chậm", "glissement", "slippage";
    evidence: "văn bản", "document", "evidence";
    note: "ghi chú", "note", "note";
    progress_word: "tiến độ", "avancement", "progress";
    expected: "kế hoạch", "attendu", "expected";
    as_of(date: &str): format!("tính đến {date}"), format!("au {date}"), format!("as of {date}");
    unverified: "chưa có văn bản", "non vérifié", "unverified";
    stale: "lâu chưa cập nhật", "non actualisé", "stale";
    rebaselined: "đã điều chỉnh hạn", "échéance révisée", "rebaselined";
    not_applicable: "không có", "s.o.", "n/a";
}

impl Lang {
    /// A reporting status.
    #[must_use]
    pub const fn status(self, status: Status) -> &'static str {
        self.pick(match status {
            Status::Cancelled => ["Dừng thực hiện", "Abandonné", "Cancelled"],
            Status::OnHold => ["Tạm dừng", "Suspendu", "On hold"],
            Status::DoneOnTime => [
                "Hoàn thành đúng hạn",
                "Achevé dans les délais",
                "Completed on time",
            ],
            Status::DoneLate => ["Hoàn thành quá hạn", "Achevé hors délai", "Completed late"],
            Status::Overdue => ["Quá hạn chưa hoàn thành", "En retard", "Overdue"],
            Status::AtRisk => ["Nguy cơ chậm tiến độ", "Risque de retard", "At risk"],
            Status::DueSoon => ["Sắp đến hạn", "Échéance proche", "Due soon"],
            Status::OnTrack => [
                "Đang thực hiện trong hạn",
                "En cours, dans les délais",
                "In progress, within deadline",
            ],
            Status::NotDue => ["Chưa đến hạn", "Pas encore échu", "Not yet due"],
            Status::NoDate => ["Chưa có thời hạn", "Sans échéance", "No due date"],
        })
    }

    /// A colour, as a word.
    #[must_use]
    pub const fn rag(self, rag: Rag) -> &'static str {
        self.pick(match rag {
            Rag::Red => ["Đỏ", "Rouge", "Red"],
            Rag::Amber => ["Vàng", "Orange", "Amber"],
            Rag::Green => ["Xanh", "Vert", "Green"],
            Rag::Grey => ["Xám", "Gris", "Grey"],
            Rag::Complete => ["Hoàn thành", "Achevé", "Complete"],
        })
    }

    /// What a code of a field with choices means.
    #[must_use]
    pub fn choice(self, code: &str) -> &'static str {
        self.pick(match code {
            "open" => ["Đang thực hiện", "En cours", "Open"],
            "on_hold" => ["Tạm dừng", "Suspendu", "On hold"],
            "cancelled" => ["Dừng thực hiện", "Abandonné", "Cancelled"],
            "listed" => ["Theo danh mục", "De la liste", "As listed"],
            "attested" => ["Có nguồn", "Attesté", "Attested"],
            "translated" => ["Tên dịch", "Traduit", "Translated"],
            "doubtful" => ["Còn nghi vấn", "Douteux", "Doubtful"],
            "unknown" => ["Chưa rõ", "Inconnu", "Unknown"],
            _ => ["—", "—", "—"],
        })
    }

    /// The day of the week: `thứ hai`.
    #[must_use]
    pub const fn weekday(self, day: Weekday) -> &'static str {
        self.pick(match day {
            Weekday::Monday => ["thứ hai", "lundi", "Monday"],
            Weekday::Tuesday => ["thứ ba", "mardi", "Tuesday"],
            Weekday::Wednesday => ["thứ tư", "mercredi", "Wednesday"],
            Weekday::Thursday => ["thứ năm", "jeudi", "Thursday"],
            Weekday::Friday => ["thứ sáu", "vendredi", "Friday"],
            Weekday::Saturday => ["thứ bảy", "samedi", "Saturday"],
            Weekday::Sunday => ["chủ nhật", "dimanche", "Sunday"],
        })
    }

    /// A date: `23/11/2026`, `2026-11-23`, `23/11/26`.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        let format = match self.date_format() {
            DateFormat::DayFirst => "%d/%m/%Y",
            DateFormat::YearFirst => "%Y-%m-%d",
            DateFormat::Short => "%-d/%-m/%y",
        };
        date.strftime(format).to_string()
    }

    /// How many columns a short date takes.
    #[must_use]
    pub const fn short_date_width(self) -> usize {
        match self.date_format() {
            DateFormat::YearFirst => 10,
            DateFormat::DayFirst | DateFormat::Short => 8,
        }
    }

    /// A date where there is little room: `23/11/26`, ` 3/11/26`; with the year first it is whole, as `26-11-23` could be
    /// read from both ends.
    #[must_use]
    pub fn short_date(self, date: Date) -> String {
        let format = match self.date_format() {
            DateFormat::DayFirst => "%d/%m/%y",
            DateFormat::YearFirst => "%Y-%m-%d",
            DateFormat::Short => "%-d/%-m/%y",
        };
        let columns = self.short_date_width();
        format!("{:>columns$}", date.strftime(format).to_string())
    }

    /// A moment, to the minute.
    #[must_use]
    pub fn moment(self, moment: Timestamp, zone: &TimeZone) -> String {
        self.minute(zone.to_datetime(moment))
    }

    /// A moment of the clock on the wall, to the minute.
    #[must_use]
    pub fn minute(self, at: DateTime) -> String {
        format!("{} {}", self.date(at.date()), at.strftime("%H:%M"))
    }

    /// A part as a percentage with one decimal: `12,4 %`, or `12.4%` in English.
    #[must_use]
    pub fn percent(self, part: f64) -> String {
        let number = format!("{:.1}", part * 100.0);
        if self == Self::En {
            format!("{number}%")
        } else {
            format!("{}\u{a0}%", number.replace('.', ","))
        }
    }

    /// A plain number with two decimals.
    #[must_use]
    pub fn ratio(self, number: f64) -> String {
        let number = format!("{number:.2}");
        if self == Self::En {
            number
        } else {
            number.replace('.', ",")
        }
    }

    /// Days late with their sign: `+14`, `−1`, `0`.
    #[must_use]
    pub fn slippage_days(self, days: i32) -> String {
        match days {
            0 => "0".to_owned(),
            1.. => format!("+{days}"),
            _ => format!("−{}", days.unsigned_abs()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_and_dates_are_written_as_in_the_language() {
        let day = date(2026, 11, 3);
        assert_eq!(
            [Lang::Vi.date(day), Lang::En.date(day)],
            ["03/11/2026", "2026-11-03"]
        );
        let short = Lang::Fr.with_dates(Some(DateFormat::Short));
        assert_eq!(
            [short.date(day), short.short_date(day)],
            ["3/11/26", " 3/11/26"]
        );
        assert_eq!(short.next().date(day), "3/11/26", "in every language");
        assert_eq!(
            [Lang::Fr.percent(0.124), Lang::En.percent(0.124)],
            ["12,4\u{a0}%", "12.4%"]
        );
        assert_eq!(
            [Lang::Vi.slippage_days(14), Lang::Vi.slippage_days(-1)],
            ["+14", "−1"]
        );
    }
}
