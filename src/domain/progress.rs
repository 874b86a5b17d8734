//! Progress of any set of milestones: Σ w·p / Σ w, and what is expected of it today.

/// A weighted sum of parts, each part between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Weighted {
    parts: f64,
    weights: f64,
}

impl Weighted {
    /// Adds a part, held to 0..=1, with its weight.
    pub fn add(&mut self, weight: u32, part: f64) {
        let weight = f64::from(weight);
        self.parts += weight * part.clamp(0.0, 1.0);
        self.weights += weight;
    }

    /// The mean, between 0 and 1; `None` when nothing has weight.
    #[must_use]
    pub fn mean(self) -> Option<f64> {
        (self.weights > 0.0).then(|| (self.parts / self.weights).clamp(0.0, 1.0))
    }
}

/// What is done, and what should be by the as-of date.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Progress {
    /// The part done, 0 to 1; 0 when nothing has weight.
    pub done: f64,
    /// The part whose baseline has come, 0 to 1.
    pub expected: f64,
}

impl Progress {
    /// Schedule performance index, done / expected; `None` ("n/a") when nothing is expected yet.
    #[must_use]
    pub fn spi(self) -> Option<f64> {
        (self.expected > 0.0).then(|| self.done / self.expected)
    }
}

/// Sums progress: of milestones into a platform, of platforms into a ministry or the programme.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct ProgressSum {
    done: Weighted,
    expected: Weighted,
}

impl ProgressSum {
    /// Adds a part with its weight.
    pub fn add(&mut self, weight: u32, part: Progress) {
        self.done.add(weight, part.done);
        self.expected.add(weight, part.expected);
    }

    /// The sum; `None` when nothing has weight.
    #[must_use]
    pub fn progress(self) -> Option<Progress> {
        Some(Progress {
            done: self.done.mean()?,
            expected: self.expected.mean()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mean(parts: &[(u32, f64)]) -> Option<f64> {
        let mut sum = Weighted::default();
        for (weight, part) in parts {
            sum.add(*weight, *part);
        }
        sum.mean()
    }

    #[test]
    fn nothing_or_only_zero_weights_has_no_mean() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[(0, 1.0)]), None);
    }

    #[test]
    fn where_nothing_is_expected_there_is_no_index() {
        let index = |done, expected| Progress { done, expected }.spi();
        assert_eq!(index(0.5, 0.0), None);
        assert_eq!(index(0.25, 0.5), Some(0.5));
    }

    proptest! {
        #[test]
        fn progress_is_never_outside_zero_to_one(parts in prop::collection::vec((any::<u32>(), -2.0..3.0_f64), 0..40)) {
            if let Some(mean) = mean(&parts) {
                prop_assert!((0.0..=1.0).contains(&mean));
            }
        }

        #[test]
        fn more_done_is_never_less_progress(
            mut parts in prop::collection::vec((1_u32..100, 0.0..=1.0_f64), 1..40),
            which in any::<prop::sample::Index>(),
        ) {
            let before = mean(&parts);
            let which = which.index(parts.len());
            parts[which].1 = 1.0;
            prop_assert!(mean(&parts) >= before);
        }
    }
}
