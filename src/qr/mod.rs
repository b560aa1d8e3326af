//! QR codes: payloads, the matrix, and its outline. Knows nothing of pages.
