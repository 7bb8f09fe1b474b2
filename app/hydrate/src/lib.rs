//! The browser's way in: starts the reactive system; the start file then wakes each island.

// Without a use the linker would leave the islands out.
extern crate islands;

/// Called once, before the first island wakes.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
