//! A picture that somebody sent, drawn anew.
//!
//! What it is, its first bytes tell, never its name. Only the pixels survive: whatever else was in
//! the file – the place it was taken, a second file behind the first – is not in what is served.

use std::io::Cursor;

use image::error::ImageError;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, RgbaImage};

/// The largest file, in bytes.
pub const LARGEST_PICTURE: usize = 2 * 1024 * 1024;
/// The longest side in pixels; so a picture has 16 million at most. Looked at before decoding.
const LONGEST_SIDE: u32 = 4_000;
/// What decoding may take: the largest picture with four channels of 16 bits, and some room.
const MEMORY: u64 = 160 * 1024 * 1024;

/// The box that a picture is made to fit, in pixels: sharp at more than twice the size shown.
const WIDTH: u32 = 600;
const HEIGHT: u32 = 240;

const UNREADABLE: &str =
    "This file cannot be read as a picture. Please export it as PNG or JPEG and try again.";

/// The picture as PNG, no larger than it is shown, or why not, in a kind sentence.
pub(super) fn redrawn(file: &[u8]) -> Result<Vec<u8>, &'static str> {
    if file.is_empty() {
        return Err("Please choose a picture first.");
    }
    if file.len() > LARGEST_PICTURE {
        return Err(TOO_HEAVY);
    }
    let Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) = image::guess_format(file) else {
        return Err("Please choose a PNG or JPEG picture: other kinds are not taken.");
    };
    if format == ImageFormat::Jpeg && !is_whole(file) {
        return Err(UNREADABLE);
    }
    let picture = decoded(file, format).map_err(|error| match error {
        ImageError::Limits(_) => "This picture has too many pixels: 4,000 a side is the most.",
        _ => UNREADABLE,
    })?;
    let mut png = Vec::new();
    let written = fitted(picture).write_to(&mut Cursor::new(&mut png), ImageFormat::Png);
    written.map(|()| png).map_err(|_| UNREADABLE)
}

/// Why a file is refused for its size.
pub const TOO_HEAVY: &str = "This file is larger than 2 MB. Please choose a smaller one.";

/// The decoder would paint what is missing of a JPEG in grey. Its end has to follow its last scan
/// (ITU T.81 §B.1.1.3: markers FFDA and FFD9, which occur in no scan's data).
fn is_whole(jpeg: &[u8]) -> bool {
    let last_scan = jpeg.windows(2).rposition(|pair| pair == [0xff, 0xda]);
    last_scan.is_some_and(|at| jpeg[at..].windows(2).any(|pair| pair == [0xff, 0xd9]))
}

fn decoded(file: &[u8], format: ImageFormat) -> Result<DynamicImage, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn fitted(picture: DynamicImage) -> RgbaImage {
    let fits = picture.width() <= WIDTH && picture.height() <= HEIGHT;
    let mut pixels = picture.into_rgba8();
    if fits {
        return pixels;
    }
    // What is transparent has a colour too, often black, which would bleed into the edges.
    for [red, green, blue, alpha] in pixels.pixels_mut().map(|pixel| &mut pixel.0) {
        for colour in [red, green, blue] {
            *colour = scaled(*colour, *alpha, u8::MAX);
        }
    }
    let small = DynamicImage::from(pixels).resize(WIDTH, HEIGHT, FilterType::Lanczos3);
    let mut small = small.into_rgba8();
    for [red, green, blue, alpha] in small.pixels_mut().map(|pixel| &mut pixel.0) {
        for colour in [red, green, blue] {
            *colour = scaled(*colour, u8::MAX, (*alpha).max(1));
        }
    }
    small
}

/// `value` × `by` ÷ `of`, rounded, at most 255.
fn scaled(value: u8, by: u8, of: u8) -> u8 {
    let whole = u32::from(value) * u32::from(by) + u32::from(of) / 2;
    u8::try_from(whole / u32::from(of)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
