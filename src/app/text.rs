//! How text is measured and broken into lines, for where the layout depends on it.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The beginning of a text that takes at most `columns`.
#[must_use]
pub fn take(text: &str, columns: usize) -> String {
    let mut used = 0;
    text.graphemes(true)
        .take_while(|grapheme| {
            used += width(grapheme);
            used <= columns
        })
        .collect()
}

/// The text in lines of at most `columns`, broken between words where that is possible.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let columns = columns.max(1);
    for word in text.split_whitespace() {
        let mut word = word;
        loop {
            let line = lines.last().map_or("", String::as_str);
            // A line of characters without width has none either, and yet the next word stands apart from it.
            let gap = usize::from(!line.is_empty());
            if width(line) + gap + width(word) <= columns {
                push_word(&mut lines, word);
                break;
            }
            if !line.is_empty() {
                lines.push(String::new());
                continue;
            }
            let head = take(word, columns);
            if head.is_empty() {
                break;
            }
            push_word(&mut lines, &head);
            lines.push(String::new());
            word = &word[head.len()..];
        }
    }
    if lines.last().is_some_and(String::is_empty) && lines.len() > 1 {
        lines.pop();
    }
    lines
}

fn push_word(lines: &mut [String], word: &str) {
    if let Some(line) = lines.last_mut() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
}
