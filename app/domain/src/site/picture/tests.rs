use std::io::Cursor;

use image::{ColorType, DynamicImage, ImageFormat, Rgba, RgbaImage};

use super::{HEIGHT, LONGEST_SIDE, MEMORY, WIDTH, redrawn};

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Vec::new();
    picture.write_to(&mut Cursor::new(&mut file), format).expect("a file");
    file
}

fn plain(width: u32, height: u32, colour: [u8; 4]) -> DynamicImage {
    RgbaImage::from_pixel(width, height, Rgba(colour)).into()
}

fn drawn(file: &[u8]) -> RgbaImage {
    let png = redrawn(file).expect("a picture");
    assert_eq!(image::guess_format(&png).expect("a kind"), ImageFormat::Png);
    image::load_from_memory(&png).expect("a picture").into_rgba8()
}

/// A chunk of a PNG file: length, kind, data, CRC-32 (PNG §5.3).
fn chunk(kind: &str, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a length").to_be_bytes();
    let checked = [kind.as_bytes(), data].concat();
    let crc = checked.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
        })
    });
    [length.as_slice(), &checked, &(!crc).to_be_bytes()].concat()
}

/// A file of a hundred bytes that says to be this large.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    file.extend(chunk("IHDR", &[size.as_slice(), &[8, 6, 0, 0, 0]].concat()));
    file.extend(chunk("IDAT", &[0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]));
    file.extend(chunk("IEND", &[]));
    file
}

#[test]
fn a_small_picture_keeps_its_size_and_a_large_one_its_ratio() {
    let small = plain(40, 20, [10, 200, 30, 128]);
    assert_eq!(drawn(&file(&small, ImageFormat::Png)), small.to_rgba8());
    let size = |width, height| {
        drawn(&file(&plain(width, height, [1, 2, 3, 255]), ImageFormat::Png)).dimensions()
    };
    assert_eq!(size(1200, 300), (WIDTH, 150));
    assert_eq!(size(300, 480), (150, HEIGHT));
    assert_eq!(size(1500, 2), (WIDTH, 1));
}

#[test]
fn a_jpeg_becomes_a_png() {
    let photo = DynamicImage::from(plain(30, 30, [200, 10, 10, 255]).to_rgb8());
    let [red, green, ..] = drawn(&file(&photo, ImageFormat::Jpeg)).get_pixel(15, 15).0;
    assert!(red > 190 && green < 20, "{red} {green}");
}

#[test]
fn edges_do_not_take_the_colour_of_what_is_transparent() {
    let mut picture = RgbaImage::from_pixel(1200, 240, Rgba([0, 0, 0, 0]));
    for (x, _, pixel) in picture.enumerate_pixels_mut() {
        if x < 601 {
            *pixel = Rgba([255, 255, 255, 255]);
        }
    }
    let small = drawn(&file(&picture.into(), ImageFormat::Png));
    for pixel in small.pixels().filter(|pixel| pixel.0[3] > 16) {
        assert!(pixel.0[0] > 240, "{pixel:?}");
    }
}

#[test]
fn what_else_was_in_the_file_is_gone() {
    let mut png = file(&plain(8, 8, [1, 2, 3, 255]), ImageFormat::Png);
    let text = chunk("tEXt", b"Comment\0taken at home");
    png.splice(33..33, text);
    png.extend(b"<script>alert(1)</script>");
    let drawn = redrawn(&png).expect("a picture");
    for gone in [b"home".as_slice(), b"script"] {
        assert!(!drawn.windows(gone.len()).any(|window| window == gone));
    }
}

#[test]
fn what_is_no_picture_is_refused_with_words() {
    let whole = file(&plain(300, 200, [9, 99, 199, 255]), ImageFormat::Png);
    let mut noise = plain(300, 200, [9, 99, 199, 255]).to_rgb8();
    for (x, y, pixel) in noise.enumerate_pixels_mut() {
        pixel.0[0] = (x * 7919 + y * 104_729).to_le_bytes()[1];
    }
    let photo = file(&noise.into(), ImageFormat::Jpeg);
    for wrong in [
        b"".as_slice(),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"RIFF\x1a\x00\x00\x00WEBPVP8L",
        b"<!doctype html><title>x</title>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        &whole[..whole.len() / 2],
        &photo[..40],
        &photo[..photo.len() / 2],
        &photo[..photo.len() - 200],
        &vec![0; super::LARGEST_PICTURE + 1],
    ] {
        let why = redrawn(wrong).expect_err("refused");
        assert!(why.ends_with('.'), "{why}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    for (width, height) in
        [(LONGEST_SIDE + 1, 1), (1, LONGEST_SIDE + 1), (60_000, 60_000), (u32::MAX >> 1, 2)]
    {
        let why = redrawn(&claiming(width, height)).expect_err("refused");
        assert!(why.contains("4,000"), "{width} × {height}: {why}");
    }
    // As large as is allowed, but nothing is there.
    assert!(redrawn(&claiming(LONGEST_SIDE, LONGEST_SIDE)).is_err());
    let largest = u64::from(LONGEST_SIDE).pow(2) * u64::from(ColorType::Rgba16.bytes_per_pixel());
    assert!(largest < MEMORY, "the largest picture of all may be decoded");
}
