//! What people type, what is meant, and what is refused.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{BadDate, parse};

/// A Monday.
const TODAY: Date = date(2026, 11, 23);

fn mean(rows: &[(&str, Date)]) {
    for (texts, expected) in rows {
        for text in texts.split(" | ") {
            assert_eq!(parse(text, None, TODAY), Ok(*expected), "{text}");
        }
    }
}

#[test]
fn a_day_is_read_in_every_usual_form() {
    mean(&[
        (
            "2026-12-31 | 2026/12/31 | 31/12/2026 | 31-12-2026 | 31.12.2026 | 31/12/26 | 31/12 | 31.12 | 31-12",
            date(2026, 12, 31),
        ),
        (
            "31 dec 2026 | 31 Décembre 2026 | Dec 31, 2026 | 31 déc. | le 31 décembre | 31-Dec-2026 | dec 31st",
            date(2026, 12, 31),
        ),
        (
            "ngày 31 tháng 12 năm 2026 | 31 tháng 12 | ngày 31 THÁNG 12/2026",
            date(2026, 12, 31),
        ),
        (" 9/1/2026  | 2026-1-9 | ９/１/２０２６", date(2026, 1, 9)),
        ("29/2/2028", date(2028, 2, 29)),
        ("1945-01-01", date(1945, 1, 1)),
        ("31/12/2100 | 2100", date(2100, 12, 31)),
    ]);
}

#[test]
fn a_day_without_a_year_is_the_nearest_one_and_of_two_the_later() {
    mean(&[
        ("23/11", TODAY),
        ("22/11", date(2026, 11, 22)),
        ("1/1 | 1 jan", date(2027, 1, 1)),
        ("25/5", date(2026, 5, 25)),
        ("24/5", date(2027, 5, 24)),
    ]);
    // 183 days away on both sides: a common year has 365 days, a leap year 366.
    assert_eq!(parse("2/7", None, date(2028, 1, 1)), Ok(date(2028, 7, 2)));
}

#[test]
fn days_by_name_are_read_in_three_languages() {
    mean(&[
        (
            "today | hôm nay | hom nay | HÔM NAY | aujourd'hui | aujourd’hui",
            TODAY,
        ),
        ("tomorrow | mai | ngày mai | Demain", date(2026, 11, 24)),
        ("yesterday | hôm qua | hier", date(2026, 11, 22)),
        ("hôm kia | avant-hier | avant hier", date(2026, 11, 21)),
        (
            "mon | Monday | thứ hai | thu hai | thứ 2 | t2 | lundi | lun | next monday | lundi prochain",
            date(2026, 11, 30),
        ),
        ("tue | thứ ba | T3 | mar | mardi", date(2026, 11, 24)),
        ("thu | thứ năm | t5 | jeu", date(2026, 11, 26)),
        ("fri | thứ sáu | vendredi", date(2026, 11, 27)),
        ("sun | chủ nhật | CN | dimanche", date(2026, 11, 29)),
        ("thứ sáu tuần sau", date(2026, 12, 4)),
    ]);
}

#[test]
fn signed_lengths_count_from_the_base_and_sentences_from_today() {
    let base = date(2027, 1, 31);
    for (texts, from_base) in [
        (
            "+2w | +14 | +14d | +2 tuần | +2 sem | + 2 weeks",
            date(2027, 2, 14),
        ),
        ("-3d | −3 | -3 ngày | -3 jours", date(2027, 1, 28)),
        ("+1m | +1 tháng | +1 mois", date(2027, 2, 28)),
        ("+1q | +3 tháng | +1 quý | +1 trimestre", date(2027, 4, 30)),
        ("+1y | +1 năm | +1 an | +12m", date(2028, 1, 31)),
        ("+1m -3d | +1m-3d", date(2027, 2, 25)),
    ] {
        for text in texts.split(" | ") {
            assert_eq!(parse(text, Some(base), TODAY), Ok(from_base), "{text}");
        }
    }
    mean(&[
        (
            "+5 | in 5 days | dans 5 jours | 5 ngày nữa",
            date(2026, 11, 28),
        ),
        (
            "2 weeks ago | il y a 2 semaines | 2 tuần trước | -2w",
            date(2026, 11, 9),
        ),
    ]);
    assert_eq!(
        parse("in 2 weeks", Some(base), TODAY),
        Ok(date(2026, 12, 7))
    );
}

#[test]
fn a_period_stands_for_its_last_day() {
    mean(&[
        (
            "cuối tuần | end of week | eow | fin de semaine | fin de la semaine | tuần này",
            date(2026, 11, 29),
        ),
        (
            "tuần sau | next week | la semaine prochaine",
            date(2026, 12, 6),
        ),
        (
            "cuối tháng | hết tháng | end of month | end of the month | eom | fin du mois | this month | ce mois",
            date(2026, 11, 30),
        ),
        (
            "tháng sau | tháng tới | next month | mois prochain | le mois prochain | cuối tháng sau | fin du mois prochain",
            date(2026, 12, 31),
        ),
        (
            "cuối quý | end of quarter | eoq | fin du trimestre",
            date(2026, 12, 31),
        ),
        ("quý sau | next quarter", date(2027, 3, 31)),
        (
            "tháng trước | last month | mois dernier",
            date(2026, 10, 31),
        ),
        (
            "cuối năm | end of year | eoy | fin de l'année | fin d'année | 2026 | năm 2026",
            date(2026, 12, 31),
        ),
        (
            "năm sau | next year | l'année prochaine | end of next year",
            date(2027, 12, 31),
        ),
    ]);
}

#[test]
fn quarters_and_months_are_read_with_and_without_their_year() {
    mean(&[
        (
            "quý 2/2026 | quý II/2026 | Q2 2026 | Q2/2026 | 2026-Q2 | T2 2026 | cuối quý 2 năm 2026 | trong quý II/2026",
            date(2026, 6, 30),
        ),
        (
            "Q2 | quý 2 | cuối quý 2 | end of Q2 | fin du T2 | fin du 2e trimestre | 2e trimestre 2026",
            date(2026, 6, 30),
        ),
        ("Q1 | quý 1 | 1er trimestre", date(2027, 3, 31)),
        (
            "tháng 11 | tháng 11/2026 | tháng 11 năm 2026 | 11/2026 | 2026-11 | T11/2026 | nov 2026 | novembre 2026",
            date(2026, 11, 30),
        ),
        (
            "fin novembre | cuối tháng 11 | end of november",
            date(2026, 11, 30),
        ),
        ("tháng 2/2028 | T2/2028 | février 2028", date(2028, 2, 29)),
        ("cuối T2", date(2027, 2, 28)),
        ("mai 2027 | fin mai 2027 | may 2027", date(2027, 5, 31)),
        ("mar 2027", date(2027, 3, 31)),
    ]);
}

#[test]
fn what_is_no_date_is_refused_with_its_reason() {
    let no_day = |year, month, last| BadDate::NoSuchDay { year, month, last };
    for (texts, reason) in [
        (
            "soon | 5 | 13/13/2026 | 0/1/2026 | 1/0 | 31/12-2026 | 1/2/3/4 | //2026 | + | +2x | quý 5 | thg 3 | T9 tuần | 12345",
            BadDate::NotADate,
        ),
        (" ", BadDate::NotADate),
        ("26-11-23 | 31-12-26", BadDate::Unclear),
        (
            "31/4/2026 | 2026-04-31 | 31 avril 2026",
            no_day(2026, 4, 30),
        ),
        ("31/4", no_day(2026, 4, 30)),
        ("29/2/2027 | 29 feb 2027", no_day(2027, 2, 28)),
        ("29/2", no_day(2026, 2, 28)),
        (
            "31/12/1944 | 1/1/2101 | 2101 | +99y | -9999999d | +99999999999d | +2147483647q | 0000-01-01",
            BadDate::OutOfRange,
        ),
    ] {
        for text in texts.split(" | ") {
            assert_eq!(parse(text, None, TODAY), Err(reason), "{text}");
        }
    }
    assert_eq!(
        parse(&"31/12/2026 ".repeat(100_000), None, TODAY),
        Err(BadDate::NotADate)
    );
}

/// Days from 1945 to 2100.
fn days() -> impl Strategy<Value = Date> {
    (0..56_978_i32).prop_filter_map("in range", |days| {
        date(1945, 1, 1)
            .checked_add(jiff::Span::new().days(days))
            .ok()
    })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(day in days(), today in days()) {
        for format in ["%Y-%m-%d", "%d/%m/%Y", "%-d/%-m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y"] {
            let text = day.strftime(format).to_string();
            prop_assert_eq!(parse(&text, None, today), Ok(day), "{}", text);
        }
        if day.year() >= 2000 && day.year() < 2100 {
            let text = day.strftime("%d/%m/%y").to_string();
            prop_assert_eq!(parse(&text, None, today), Ok(day), "{}", text);
        }
    }

    #[test]
    fn no_text_panics_and_what_is_read_is_in_range(text in ".{0,24}", base in days(), today in days()) {
        if let Ok(day) = parse(&text, Some(base), today) {
            prop_assert!((1945..=2100).contains(&day.year()), "{}", day);
        }
    }

    #[test]
    fn no_mixture_of_the_words_panics(
        words in proptest::collection::vec(
            prop_oneof!["[0-9]{1,5}", "[-+/. ']", "cuối|fin du|in|quý|q|t|tháng|năm|thứ|mai|mar|iv|sau|next|w|d|\u{301}"],
            1..6,
        ),
        today in days(),
    ) {
        if let Ok(day) = parse(&words.join(" "), None, today) {
            prop_assert!((1945..=2100).contains(&day.year()), "{}", day);
        }
        let _ = parse(&words.concat(), None, today);
    }

    #[test]
    fn a_day_without_its_year_is_never_further_than_half_a_year(day in days(), today in days()) {
        prop_assume!(!(day.month() == 2 && day.day() == 29) && (1946..2100).contains(&today.year()));
        let there = parse(&day.strftime("%d/%m").to_string(), None, today).unwrap();
        prop_assert!((there - today).get_days().abs() <= 183, "{}", there);
    }
}

#[test]
fn the_last_one_is_behind_in_every_spelling() {
    mean(&[
        (
            "last month | tháng trước | mois dernier | mois passé",
            date(2026, 10, 31),
        ),
        (
            "last week | tuần trước | semaine dernière | semaine passée",
            date(2026, 11, 22),
        ),
    ]);
}
