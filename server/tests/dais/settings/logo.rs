//! The logo: taken by what it is, drawn anew, served from a name of its own.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use reqwest::Method;

use super::{PATH, deeds};
use crate::harness::{Answer, Colleague, Dais};

pub const UPLOAD: &str = "/staff/settings/logo";
pub const REMOVE: &str = "/staff/settings/logo/remove";
pub const BOUNDARY: &str = "----frontier";

pub fn picture(width: u32, height: u32, red: u8, format: ImageFormat) -> Vec<u8> {
    let pixels = RgbaImage::from_pixel(width, height, Rgba([red, 20, 30, 255]));
    let picture = DynamicImage::from(pixels);
    let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
    let mut file = Vec::new();
    picture.write_to(&mut Cursor::new(&mut file), format).expect("a file");
    file
}

pub fn form_with(field: &str, file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; \
         filename=\"../../evil.svg\"\r\nContent-Type: image/svg+xml\r\n\r\n"
    );
    [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

pub async fn sends(owner: &Colleague<'_>, kind: &str, body: Vec<u8>) -> Answer {
    Answer::to(owner.posting_to(UPLOAD).header("Content-Type", kind).body(body)).await
}

pub async fn uploads(owner: &Colleague<'_>, file: &[u8]) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    sends(owner, &kind, form_with("logo", file)).await
}

pub async fn logo_of(dais: &Dais) -> String {
    let page = dais.get("/").await.page_with(200);
    page.one(".masthead-logo").attr("src").expect("an address").to_owned()
}

#[tokio::test]
async fn a_picture_becomes_the_logo_of_every_page() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let done = uploads(&owner, &picture(1200, 300, 250, ImageFormat::Png)).await.leads_to();
    owner.get(&done).await.page_with(200).tells("The new logo stands at the head of every page.");

    let path = logo_of(&dais).await;
    let answer = dais.get(&path).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "image/png");
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let served = image::load_from_memory_with_format(&answer.body, ImageFormat::Png);
    assert_eq!(served.expect("a picture").into_rgba8().dimensions(), (600, 150));

    uploads(&owner, &picture(1200, 300, 250, ImageFormat::Png)).await.leads_to();
    assert_eq!(logo_of(&dais).await, path, "the same picture has the same name");
    uploads(&owner, &picture(300, 300, 120, ImageFormat::Jpeg)).await.leads_to();
    let other = logo_of(&dais).await;
    assert_ne!(other, path);
    assert_eq!(dais.get(&path).await.status, 404, "the old one is gone");
    assert_eq!(dais.get(&other).await.status, 200);
    assert_eq!(deeds(&dais).await, ["changed the logo"; 2]);
}

#[tokio::test]
async fn it_can_be_removed() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    uploads(&owner, &picture(40, 40, 9, ImageFormat::Png)).await.leads_to();
    let path = logo_of(&dais).await;
    let form = super::form(&owner).await;
    for fields in [form.filled(&[]), vec![]] {
        let done = owner.post(REMOVE, &fields).await.leads_to();
        assert_eq!(done, "/staff/settings?done=no-logo");
    }
    assert!(dais.get("/").await.page().all(".masthead-logo").is_empty());
    assert!(owner.get(PATH).await.page().all("[formaction$='/remove']").is_empty());
    for gone in [path.as_str(), "/logo/", "/logo/x.png", "/logo/%00", "/logo/..%2fdais.db"] {
        assert_eq!(dais.get(gone).await.status, 404, "{gone}");
    }
    assert_eq!(deeds(&dais).await, ["changed the logo", "removed the logo"]);
}

#[tokio::test]
async fn texts_that_are_being_typed_do_not_clash_with_a_new_logo() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let form = super::form(&owner).await;
    uploads(&owner, &picture(40, 40, 9, ImageFormat::Png)).await.leads_to();
    owner.fills(&form, &super::TYPED).await.leads_to();
    logo_of(&dais).await;
}

#[tokio::test]
async fn what_is_no_reasonable_picture_is_refused_beside_the_field() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    uploads(&owner, &picture(40, 40, 9, ImageFormat::Png)).await.leads_to();
    let before = dais.tables().await;
    let whole = picture(300, 300, 77, ImageFormat::Png);
    let wide = picture(4_001, 2, 77, ImageFormat::Png);
    let heavy = vec![0; 2 * 1024 * 1024 + 1];
    let heavier = vec![0; 4 * 1024 * 1024];
    for (file, why) in [
        (b"".as_slice(), "Please choose a picture first."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Please choose a PNG or JPEG picture"),
        (b"GIF89a\x01\0\x01\0\0\0\0;", "Please choose a PNG or JPEG picture"),
        (b"<!doctype html><script>alert(1)</script>", "Please choose a PNG or JPEG picture"),
        (&whole[..whole.len() / 2], "This file cannot be read as a picture."),
        (&wide, "This picture has too many pixels"),
        (&heavy, "This file is larger than 2 MB."),
        (&heavier, "This file is larger than 2 MB."),
    ] {
        let page = uploads(&owner, file).await.page_with(422);
        let beside = page.problem_beside("logo");
        assert!(beside.starts_with(why), "{beside}");
    }
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn what_is_no_form_with_a_file_is_refused_and_nothing_breaks() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let before = dais.tables().await;
    let png = picture(40, 40, 9, ImageFormat::Png);
    let framed = form_with("logo", &png);
    let with_boundary = format!("multipart/form-data; boundary={BOUNDARY}");
    for (kind, body, status) in [
        ("multipart/form-data", framed.clone(), 422),
        ("multipart/form-data; boundary=", framed.clone(), 422),
        ("multipart/form-data; boundary=other", framed.clone(), 422),
        (&with_boundary, framed[..framed.len() / 2].to_vec(), 422),
        (&with_boundary, vec![], 422),
        (&with_boundary, form_with("picture", &png), 422),
        ("application/x-www-form-urlencoded", b"logo=x".to_vec(), 422),
        ("image/png", png.clone(), 415),
        ("text/plain", png.clone(), 415),
        ("application/json", b"{}".to_vec(), 415),
    ] {
        assert_eq!(sends(&owner, kind, body).await.status, status, "{kind}");
    }
    assert_eq!(Answer::to(owner.posting_to(UPLOAD)).await.status, 422, "no body at all");
    let foreign = owner.request(Method::POST, UPLOAD).header("Content-Type", &with_boundary);
    let foreign = foreign.header("Sec-Fetch-Site", "cross-site");
    assert_eq!(Answer::to(foreign.body(framed.clone())).await.status, 403);
    let signed_out = dais.posting_to(UPLOAD).header("Content-Type", &with_boundary);
    let page = Answer::to(signed_out.body(framed)).await.page_with(401);
    assert!(page.form("main form").fields.is_empty(), "a file is chosen anew");
    assert_eq!(dais.tables().await, before);
}

#[tokio::test]
async fn elsewhere_forms_stay_forms_and_small() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    for path in [PATH, "/staff/settings/logo/remove", "/staff/settings/test", "/sign-in", "/"] {
        let request = owner.posting_to(path).header("Content-Type", &kind);
        let answer = Answer::to(request.body(form_with("logo", b"x"))).await;
        assert_eq!(answer.status, 415, "{path}");
    }
    for (path, most) in [
        ("/events/x", 64),
        ("/sign-in", 64),
        ("/staff/people", 64),
        ("/staff/settings/test", 384),
        ("/staff/settings", 384),
        ("/staff/events/1/edit", 4_096),
    ] {
        let large = format!("name={}", "x".repeat(most * 1024));
        let kind = "application/x-www-form-urlencoded";
        let request = owner.posting_to(path).header("Content-Type", kind).body(large);
        assert_eq!(Answer::to(request).await.status, 413, "{path}");
    }
}
