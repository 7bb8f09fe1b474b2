//! What a guest chose between the room and online, while an event leaves no choice.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut chose = boolean_null("chose_online");
        let alter = Table::alter().table("rsvp").add_column(chose.take()).take();
        manager.alter_table(alter).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alter = Table::alter().table("rsvp").drop_column("chose_online").take();
        manager.alter_table(alter).await
    }
}
