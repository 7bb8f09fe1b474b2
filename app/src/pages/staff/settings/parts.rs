//! The form as it comes with a picture: the file, and the texts that travel along.

use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use domain::error::{Error, Result};
use domain::site::{LARGEST_PICTURE, LOGO_FIELD, TOO_HEAVY};

use super::SettingsForm;

/// The texts as far as they arrived, and the first file, empty if there is none.
pub async fn read(body: Result<Multipart, MultipartRejection>) -> (SettingsForm, Result<Vec<u8>>) {
    let mut typed = SettingsForm::default();
    // What is no such form holds no file either.
    let Ok(mut body) = body else { return (typed, Ok(vec![])) };
    let file = file(&mut body, &mut typed).await.map_err(|error| broken_off(&error));
    (typed, file)
}

async fn file(body: &mut Multipart, typed: &mut SettingsForm) -> Result<Vec<u8>, MultipartError> {
    let mut first = None;
    while let Some(part) = body.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == LOGO_FIELD {
            let picture = picture(part).await?;
            first.get_or_insert(picture);
        } else if let Some(text) = typed.field(&name) {
            *text = String::from_utf8_lossy(&part.bytes().await?).into_owned();
        }
    }
    Ok(first.unwrap_or_default())
}

async fn picture(mut part: Field<'_>) -> Result<Vec<u8>, MultipartError> {
    let mut file = Vec::new();
    while let Some(chunk) = part.chunk().await? {
        // Read to the end all the same: a browser that is cut short shows no page.
        if file.len() <= LARGEST_PICTURE {
            file.extend_from_slice(&chunk);
        }
    }
    Ok(file)
}

fn broken_off(error: &MultipartError) -> Error {
    let why = if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        TOO_HEAVY
    } else {
        "The picture did not arrive whole. Please send it again."
    };
    Error::invalid(LOGO_FIELD, why)
}
