//! Finding a platform.
