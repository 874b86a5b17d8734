//! Dates as people type them, in Vietnamese, French and English, with accents or without.
//!
//! | typed | means |
//! |---|---|
//! | `2026-12-31` `31/12/2026` `31.12.2026` `31-12-2026` `31/12/26` `31 dec 2026` `ngày 31 tháng 12 năm 2026` | that day |
//! | `31/12` | that day in the year that brings it nearest to today, the later one when both are as near |
//! | `today` `hôm nay` `aujourd'hui` · `tomorrow` `mai` `demain` · `yesterday` `hôm qua` `hier` | counted from today |
//! | `+2w` `-3d` `+1m` `+1y` `+5` `+2 tuần` `+3 tháng` `+2 sem` `+1m -3d` | counted from the base |
//! | `in 2 weeks` `dans 5 jours` `2 tuần nữa` · `2 weeks ago` `il y a 5 jours` `2 tuần trước` | counted from today |
//! | `mon` `thứ hai` `t2` `chủ nhật` `cn` `lundi` | the next one after today |
//! | `thứ hai tuần sau` | that day of next week |
//! | `cuối quý` `end of month` `eoy` `fin du trimestre` · `tháng sau` `next week` `mois prochain` | last day of that period |
//! | `quý 2` `Q2 2026` `quý IV/2026` `fin du 2e trimestre` · `tháng 11` `11/2026` `nov 2026` · `2026` | last day of it |
//!
//! A quarter or month without a year follows the rule of `31/12`. Three words mean different things in two languages:
//! `mai` and `mar` alone are tomorrow and *mardi*, with a year May and March; `T2` alone is *thứ hai*, `T2/2026` *tháng 2*,
//! `T2 2026` and `fin du T2` the second *trimestre*. `26-11-23` could be two days and is refused.
//!
//! No time zone and no clock are involved: today is a parameter.

mod words;

#[cfg(test)]
mod tests;

use jiff::Span;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use words::{Unit, between, named, place};

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadDate {
    /// It is not understood.
    NotADate,
    /// The year has two digits and could be at either end.
    Unclear,
    /// The month has no such day.
    NoSuchDay {
        /// The year.
        year: i16,
        /// The month, from 1.
        month: i8,
        /// Its last day.
        last: i8,
    },
    /// Before 1945 or after 2100: a slip of the finger.
    OutOfRange,
}

/// What a reader of one kind of text finds; `None` when the text is not of its kind.
type Found = Option<Result<Date, BadDate>>;

/// From when it is counted.
struct Occasion {
    base: Date,
    today: Date,
}

/// Longer than any date that is said.
const LONGEST: usize = 64;

/// Reads a date as people type it. `+2w` counts from `base`, the present value of the field, or from today.
///
/// # Errors
/// Says what is wrong with it.
pub fn parse(text: &str, base: Option<Date>, today: Date) -> Result<Date, BadDate> {
    const READERS: [fn(&Occasion, &str) -> Found; 6] =
        [named_day, numbers, offset, from_today, weekday, period];
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Err(BadDate::NotADate);
    }
    let (text, at) = (
        plain(text),
        Occasion {
            base: base.unwrap_or(today),
            today,
        },
    );
    let found = READERS.iter().find_map(|read| read(&at, &text));
    let date = found.unwrap_or(Err(BadDate::NotADate))?;
    if (1945..=2100).contains(&date.year()) {
        Ok(date)
    } else {
        Err(BadDate::OutOfRange)
    }
}

/// Lower case, without accents, words one space apart, with plain signs.
fn plain(text: &str) -> String {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    let lower = letters
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'đ' => 'd',
            '’' | '‘' | 'ʼ' => '\'',
            '−' | '–' | '‐' | '‑' => '-',
            _ => letter,
        });
    let lower: String = lower.collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn named_day(at: &Occasion, text: &str) -> Found {
    named(words::DAYS, text).map(|days| plus(at.today, days, Unit::Day))
}

fn plus(date: Date, count: i32, unit: Unit) -> Result<Date, BadDate> {
    let span = match unit {
        Unit::Day => Span::new().try_days(count),
        Unit::Week => Span::new().try_weeks(count),
        Unit::Month => Span::new().try_months(count),
        Unit::Quarter => Span::new().try_months(i64::from(count) * 3),
        Unit::Year => Span::new().try_years(count),
    };
    span.and_then(|span| date.checked_add(span))
        .map_err(|_| BadDate::OutOfRange)
}

/// A day of a month that may not have it.
fn day(year: i16, month: i8, day: i8) -> Result<Date, BadDate> {
    let first = Date::new(year, month, 1).map_err(|_| BadDate::NotADate)?;
    let last = first.days_in_month();
    match day {
        ..1 => Err(BadDate::NotADate),
        day if day > last => Err(BadDate::NoSuchDay { year, month, last }),
        day => Date::new(year, month, day).map_err(|_| BadDate::NotADate),
    }
}

/// The last day of so many months from this one on.
fn last_of(year: i16, month: i8, months: i32) -> Result<Date, BadDate> {
    let first = day(year, month, 1)?;
    plus(first, months - 1, Unit::Month).map(Date::last_of_month)
}

/// The year that brings a date nearest to today; the later one when two are as near.
fn nearest(at: &Occasion, of: impl Fn(i16) -> Result<Date, BadDate>) -> Result<Date, BadDate> {
    let this = at.today.year();
    let dates = [this + 1, this, this - 1].map(&of).into_iter().flatten();
    let distance = |date: &Date| (*date - at.today).get_days().abs();
    dates.min_by_key(distance).map_or_else(|| of(this), Ok)
}

/// Digits with one kind of separator: `2026-12-31`, `31/12/26`, `31.12`, `11/2026`, `2026`.
fn numbers(at: &Occasion, text: &str) -> Found {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit());
    if separator.is_some_and(|sign| !"/-.".contains(sign)) || text.starts_with(['/', '-', '.']) {
        return None;
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_number) {
        return None;
    }
    let one_kind = separator.is_none_or(|sign| parts.len() == text.split(sign).count());
    Some(if one_kind {
        numbered(at, &parts, separator == Some('-'))
    } else {
        Err(BadDate::NotADate)
    })
}

fn numbered(at: &Occasion, parts: &[&str], dashed: bool) -> Result<Date, BadDate> {
    let (short, year) = (
        |part: &str| part.parse::<i8>().map_err(|_| BadDate::NotADate),
        |part: &str| part.parse::<i16>().map_err(|_| BadDate::NotADate),
    );
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    match (lengths.as_slice(), parts) {
        ([4], [y]) => last_of(year(y)?, 1, 12),
        ([4, 1..=2], [y, m]) | ([1..=2, 4], [m, y]) => last_of(year(y)?, short(m)?, 1),
        ([4, 1..=2, 1..=2], [y, m, d]) | ([1..=2, 1..=2, 4], [d, m, y]) => {
            day(year(y)?, short(m)?, short(d)?)
        }
        ([1..=2, 1..=2, 2], _) if dashed => Err(BadDate::Unclear),
        ([1..=2, 1..=2, 2], [d, m, y]) => day(2000 + year(y)?, short(m)?, short(d)?),
        ([1..=2, 1..=2], [d, m]) => {
            let (d, m) = (short(d)?, short(m)?);
            nearest(at, |year| day(year, m, d))
        }
        _ => Err(BadDate::NotADate),
    }
}

/// `+2w`, `-3d`, `+1m -3d`: from the base.
fn offset(at: &Occasion, text: &str) -> Found {
    let mut date = at.base;
    let mut rest = text;
    while !rest.is_empty() {
        let forward = match rest.chars().next()? {
            '+' => true,
            '-' => false,
            _ => return None,
        };
        let end = rest[1..].find(['+', '-']).map_or(rest.len(), |end| end + 1);
        match stretch(date, rest[1..end].trim(), forward)? {
            Ok(there) => date = there,
            bad => return Some(bad),
        }
        rest = &rest[end..];
    }
    Some(Ok(date))
}

/// `in 2 weeks`, `2 weeks ago`: from today.
fn from_today(at: &Occasion, text: &str) -> Found {
    words::FROM_TODAY
        .iter()
        .find_map(|(before, behind, forward)| {
            stretch(at.today, between(text, before, behind)?, *forward)
        })
}

/// A number of units from a date.
fn stretch(date: Date, text: &str, forward: bool) -> Found {
    let end = text.find(|letter: char| !letter.is_ascii_digit());
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    let unit = named(words::UNITS, unit.trim())?;
    if number.is_empty() {
        return None;
    }
    let Ok(count) = number.parse::<i32>() else {
        return Some(Err(BadDate::OutOfRange));
    };
    Some(plus(date, if forward { count } else { -count }, unit))
}

/// A day of the week: the next one after today, or that of next week.
fn weekday(at: &Occasion, text: &str) -> Found {
    let today = i32::from(at.today.weekday().to_monday_one_offset());
    let next_week = words::OF_NEXT_WEEK
        .iter()
        .find_map(|behind| text.strip_suffix(behind));
    if let Some(name) = next_week {
        let wanted = place(&words::WEEKDAYS, name)?;
        return Some(plus(at.today, 7 + i32::from(wanted) - today, Unit::Day));
    }
    let name = text.strip_prefix("next ").unwrap_or(text);
    let name = name.strip_suffix(" prochain").unwrap_or(name);
    let wanted = i32::from(place(&words::WEEKDAYS, name)?);
    let days = (wanted - today + 6).rem_euclid(7) + 1;
    Some(plus(at.today, days, Unit::Day))
}

/// A period, which stands for its last day; or a day with a month that has a name.
fn period(at: &Occasion, text: &str) -> Found {
    if !text.contains(char::is_alphabetic) {
        return None;
    }
    if let Some((_, unit)) = words::ENDS.iter().find(|(name, _)| *name == text) {
        return Some(end_of_running(at, 0, *unit));
    }
    let prefix = words::END_OF
        .iter()
        .find(|prefix| text.starts_with(**prefix))
        .copied();
    let name = &text[prefix.map_or(0, str::len)..];
    let unit = |name: &str| named(words::UNITS, name).filter(|unit| *unit != Unit::Day);
    if let Some(unit) = prefix.and_then(|_| unit(name)) {
        return Some(end_of_running(at, 0, unit));
    }
    let which = words::WHICH.iter().find_map(|(before, behind, count)| {
        let name = between(name, before, behind)?;
        let article = ["l'", "le ", "la "]
            .iter()
            .find(|article| name.starts_with(**article));
        Some((
            *count,
            unit(&name[article.map_or(0, |article| article.len())..])?,
        ))
    });
    if let Some((count, unit)) = which {
        return Some(end_of_running(at, count, unit));
    }
    let parts = parts(name)?;
    let quarters = match prefix {
        Some(prefix) => prefix.starts_with("fin"),
        None => parts.len() == 3 && !name.contains('/'),
    };
    of_parts(at, &parts, quarters)
}

/// The last day of the period that is so many after the running one.
fn end_of_running(at: &Occasion, count: i32, unit: Unit) -> Result<Date, BadDate> {
    let day = plus(at.today, count, unit)?;
    match unit {
        Unit::Day => Ok(day),
        Unit::Week => plus(
            day,
            7 - i32::from(day.weekday().to_monday_one_offset()),
            Unit::Day,
        ),
        Unit::Month => Ok(day.last_of_month()),
        Unit::Quarter => last_of(day.year(), (day.month() - 1) / 3 * 3 + 1, 3),
        Unit::Year => Ok(day.last_of_year()),
    }
}

/// A part of a date that is said with words.
#[derive(Clone, Copy)]
enum Part {
    Number(i8),
    Year(i16),
    /// The word for quarter.
    Quarter,
    /// The word for month.
    Month,
    /// `T`, which is one or the other.
    Either,
    /// A month by name.
    Named(i8),
}

/// The parts of a text: runs of digits and runs of letters.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_same = |letter: char| {
            letter.is_alphabetic() == first.is_alphabetic()
                && letter.is_ascii_digit() == first.is_ascii_digit()
        };
        let end = rest.find(|letter| !is_same(letter)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        rest = tail;
        if first.is_alphanumeric() && !words::FILLERS.contains(&word) {
            parts.push(part(word)?);
        } else if !word
            .chars()
            .all(|sign| sign.is_alphabetic() || " /-.,'".contains(sign))
        {
            return None;
        }
    }
    Some(parts)
}

fn part(word: &str) -> Option<Part> {
    if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok().map(Part::Year);
    }
    let roman = words::ROMAN.iter().position(|number| *number == word);
    let number = || word.parse().ok().filter(|number| *number < 100);
    match word {
        "t" => Some(Part::Either),
        _ if words::QUARTER.contains(&word) => Some(Part::Quarter),
        _ if words::MONTH.contains(&word) => Some(Part::Month),
        _ => roman
            .and_then(|place| i8::try_from(place + 1).ok())
            .or_else(number)
            .map(Part::Number)
            .or_else(|| place(&words::MONTHS, word).map(Part::Named)),
    }
}

fn of_parts(at: &Occasion, parts: &[Part], quarters: bool) -> Found {
    use Part::{Either, Month, Named, Number, Quarter, Year};
    let (parts, year) = match *parts {
        [ref parts @ .., Year(year)] | [Year(year), ref parts @ ..] => (parts, Some(year)),
        _ => (parts, None),
    };
    let in_year =
        |of: &dyn Fn(i16) -> Result<Date, BadDate>| Some(year.map_or_else(|| nearest(at, of), of));
    let quarter = |number: i8| {
        (1..=4).contains(&number).then_some(())?;
        in_year(&|year| last_of(year, number * 3 - 2, 3))
    };
    match *parts {
        [] => year.map(|year| last_of(year, 1, 12)),
        [Quarter, Number(number)] | [Number(number), Quarter] => quarter(number),
        [Either, Number(number)] if quarters && number <= 4 => quarter(number),
        [Month | Either, Number(month)] | [Named(month)] => {
            in_year(&|year| last_of(year, month, 1))
        }
        [Number(month)] if year.is_some() => in_year(&|year| last_of(year, month, 1)),
        [Number(number), Month, Number(month)]
        | [Number(number), Named(month)]
        | [Named(month), Number(number)] => in_year(&|year| day(year, month, number)),
        _ => None,
    }
}
