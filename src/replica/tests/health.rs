//! What a process is told of files that others have changed under it.

use super::*;

#[test]
fn a_journal_of_others_that_was_cut_and_a_readable_state_that_was_written_are_told_of_once() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    mine.commit(&set("ndxp/plan", "reason", "x")).unwrap();
    theirs.commit(&set("ndxp/plan", "reason", "y")).unwrap();
    let told = |replica: &mut Replica| {
        replica.sync().unwrap();
        (replica.may_have_lost(), replica.was_view_written())
    };
    told(&mut mine);
    assert_eq!(told(&mut mine), (false, false));
    std::fs::write(home.journal_of(&theirs), "").unwrap();
    std::fs::write(home.view(), "{}").unwrap();
    assert_eq!(told(&mut mine), (true, true));
    assert_eq!(told(&mut mine), (false, false));
}
