//! Pictures: SVG to outlines, PNG and JPEG to pixels. Knows nothing of pages.
