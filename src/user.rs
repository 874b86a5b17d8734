//! The user of this machine, whose name is offered until they say another.

use std::path::Path;

/// The user's full name where the machine knows it, else the name of the account.
#[must_use]
pub fn name() -> Option<String> {
    let known = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let accounts = std::fs::read_to_string(Path::new("/etc/passwd")).unwrap_or_default();
    let account = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(known);
    let account = account.or_else(|| account_of(&accounts, own_number()?))?;
    Some(full_name(&accounts, &account).unwrap_or(account))
}

/// The number of the account that this process runs under, where the system has a folder for it.
#[cfg(unix)]
fn own_number() -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    Some(std::fs::metadata("/proc/self").ok()?.uid())
}

#[cfg(not(unix))]
const fn own_number() -> Option<u32> {
    None
}

/// The account of this number in a list like `/etc/passwd`.
fn account_of(accounts: &str, number: u32) -> Option<String> {
    let own = accounts.lines().find(|line| {
        let third = line.split(':').nth(2);
        third.and_then(|text| text.parse().ok()) == Some(number)
    })?;
    own.split(':').next().map(ToOwned::to_owned)
}

/// The full name of an account in a list like `/etc/passwd`: the fifth field as far as its first comma; `&` stands for
/// the account.
fn full_name(accounts: &str, account: &str) -> Option<String> {
    let own = accounts
        .lines()
        .find(|line| line.split(':').next() == Some(account))?;
    let name = own.split(':').nth(4)?.split(',').next()?.trim();
    let name = name.replace('&', account);
    (!name.is_empty() && crate::domain::clean(&name) == name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_name_of_the_account_is_found_or_not() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\nbinh:x:1:1:Trần Thị Bình,Phòng 3,,:/h:/bin/sh\nlan:x:2:2::/h:/s\n";
        for (account, name) in [
            ("binh", Some("Trần Thị Bình")),
            ("root", Some("root")),
            ("lan", None),
            ("bin", None),
        ] {
            assert_eq!(full_name(accounts, account).as_deref(), name, "{account}");
        }
        assert_eq!(account_of(accounts, 2).as_deref(), Some("lan"));
        assert_eq!(account_of(accounts, 3), None);
    }
}
