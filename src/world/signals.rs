//! Signals that would end the program where an error says more.

/// A file that grows over the limit of the system (`ulimit -f`) is an error of writing, as a full disk is, and not the end
/// of the program in the middle of it.
pub fn stay_standing() {
    #[cfg(unix)]
    {
        let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        // Where the system takes no handler, things stay as they are.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
    }
}
