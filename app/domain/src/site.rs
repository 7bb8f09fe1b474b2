//! The coalition's own settings: what it is called, says of itself, and writes from.
//!
//! One row, read for each page and each letter, so that a change holds at once in every process.
//! What staff have not set falls back on the configuration that the program was started with.

mod draft;
mod logo;
mod overtaken;
mod picture;
mod sender;
mod settings;
mod test_mail;

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use crate::desk::Desk;
use crate::error::Result;
use crate::text::said;
use crate::time::Zone;

pub use draft::{Draft, LONGEST_ABOUT, LONGEST_NAME, LONGEST_PRIVACY};
pub use logo::{LOGO_FIELD, logo, put_logo, remove_logo};
pub use overtaken::{Clash, Overtaken};
pub use picture::{LARGEST_PICTURE, TOO_HEAVY};
pub use sender::LONGEST_SENDER;
pub use settings::{Change, Kept, change, kept};
pub use test_mail::{last_test, send_test};

/// The only row's number.
pub(crate) const ROW: i64 = 1;

/// The settings as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The name the coalition goes by.
    pub name: Option<String>,
    /// IANA zone that new events begin with.
    pub zone: Option<String>,
    /// Who the coalition is, in Markdown.
    pub about: Option<String>,
    /// What the coalition adds to the privacy page, in Markdown.
    pub privacy: Option<String>,
    /// The sender of letters, `Name <address>` or an address.
    pub sender: Option<String>,
    /// The logo's file name, with a hash of what is in it.
    pub logo_name: Option<String>,
    /// The logo as PNG.
    pub logo: Option<Vec<u8>>,
    /// When anything of it last changed.
    pub changed_at: DateTimeUtc,
    /// How many times its texts were changed. The logo has a form of its own.
    pub revision: i64,
}
pub use Model as Settings;

impl ActiveModelBehavior for ActiveModel {}

/// What pages and letters need to know of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The name the coalition goes by.
    pub name: String,
    /// Who the coalition is, in Markdown.
    pub about: Option<String>,
    /// What the coalition adds to the privacy page, in Markdown.
    pub privacy: Option<String>,
    /// The zone that new events begin with and staff pages tell times in.
    pub zone: Zone,
    /// The sender of letters, `Name <address>` or an address.
    pub sender: String,
    /// The logo's path on this server.
    pub logo: Option<String>,
}

impl Site {
    /// The address inside the sender's `Name <address>`.
    pub fn sender_address(&self) -> &str {
        let inside = self.sender.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
        inside.map_or(self.sender.as_str(), |(address, _)| address).trim()
    }

    /// The mailbox that letters come from, with the coalition's name if the setting gives none.
    pub fn mailbox(&self) -> String {
        let name = self.name.replace(['"', '\\'], "");
        if self.sender.contains('<') || name.is_empty() {
            return self.sender.clone();
        }
        format!("\"{name}\" <{}>", self.sender)
    }
}

/// The site as it is now.
pub async fn current(desk: &Desk) -> Result<Site> {
    // All columns but the picture.
    let row = Entity::find()
        .select_only()
        .columns([Column::Name, Column::Zone, Column::About])
        .columns([Column::Privacy, Column::Sender, Column::LogoName])
        .into_tuple::<(
            Option<String>,
            Option<String>,
            Option<String>,
            Option<String>,
            Option<String>,
            Option<String>,
        )>()
        .one(desk.read())
        .await?;
    let (name, zone, about, privacy, sender, logo) = row.unwrap_or_default();
    Ok(Site {
        name: said(name.as_ref()).unwrap_or_else(|| desk.site_name.to_string()),
        about: said(about.as_ref()),
        privacy: said(privacy.as_ref()),
        zone: zone.and_then(|zone| zone.parse().ok()).unwrap_or_default(),
        sender: said(sender.as_ref()).unwrap_or_else(|| desk.mail_from.to_string()),
        logo: logo.map(|name| format!("/logo/{name}")),
    })
}

/// The row itself, for changing it; nothing while nobody has set anything.
pub(crate) async fn settings<C: ConnectionTrait>(db: &C) -> Result<Option<Settings>> {
    Ok(Entity::find_by_id(ROW).one(db).await?)
}

/// All that staff wrote about the coalition.
pub(crate) async fn texts<C: ConnectionTrait>(db: &C) -> Result<Vec<String>> {
    let kept = settings(db).await?;
    let texts = kept.map(|kept| [kept.name, kept.about, kept.privacy, kept.sender]);
    Ok(texts.into_iter().flatten().flatten().collect())
}
