//! The islands for the browser: compiled to wasm, then given their JavaScript by wasm-bindgen.
//!
//! wasm-bindgen is a library here: its version must equal the one the islands were compiled with,
//! and `Cargo.lock` sees to that on every machine.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    site::files,
    tools::{cargo, cargo_target, command, must, on_path, says, step, variable},
};

const TARGET: &str = "wasm32-unknown-unknown";

pub struct Islands {
    pub js: Vec<u8>,
    pub wasm: Vec<u8>,
    /// JavaScript of our dependencies, which `js` imports by these names.
    pub snippets: Vec<(String, Vec<u8>)>,
}

pub fn build() -> Result<Islands> {
    have_target()?;
    let mut build = cargo(["build", "--locked", "-p", "hydrate", "--target", TARGET]);
    step("building the islands", || must(build.args(["--profile", "islands"])))?;
    let compiled = cargo_target().join(TARGET).join("islands/hydrate.wasm");
    let web = compiled.with_file_name("web");
    if !is_fresh(&web.join("islands_bg.wasm"), &compiled) {
        step("binding the islands to JavaScript", || bind(&compiled, &web))?;
    }
    read(&web)
}

fn bind(compiled: &Path, web: &Path) -> Result<()> {
    if web.exists() {
        fs::remove_dir_all(web)?;
    }
    Bindgen::new()
        .input_path(compiled)
        .out_name("islands")
        .web(true)?
        .typescript(false)
        // The page tells where the wasm is, by its hashed name.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(web)
}

fn read(web: &Path) -> Result<Islands> {
    let content = |file: PathBuf| fs::read(&file).with_context(|| file.display().to_string());
    let mut snippets = Vec::new();
    for file in files(&web.join("snippets"))? {
        let name = file.strip_prefix(web)?.to_string_lossy().replace('\\', "/");
        snippets.push((name, content(file)?));
    }
    let (js, wasm) = (content(web.join("islands.js"))?, content(web.join("islands_bg.wasm"))?);
    Ok(Islands { js, wasm, snippets })
}

/// Whether it was made after what it is made of, and after this program.
fn is_fresh(made: &Path, of: &Path) -> bool {
    let time = |file: &Path| fs::metadata(file).and_then(|data| data.modified()).ok();
    let program = env::current_exe().ok().and_then(|program| time(&program));
    let newest: Option<SystemTime> = time(of).max(program);
    time(made).is_some_and(|made| newest.is_some_and(|newest| made > newest))
}

fn have_target() -> Result<()> {
    let mut rustc = command(variable("RUSTC").unwrap_or_else(|| "rustc".into()));
    let folder = says(rustc.args(["--print", "target-libdir", "--target", TARGET]));
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    let mut rustup = command("rustup");
    step("adding the wasm target", || add_target(rustup.args(["target", "add", TARGET])))
}

fn add_target(rustup: &mut Command) -> Result<()> {
    let missing = || {
        anyhow!(
            "the islands need Rust's standard library for {TARGET}: run `rustup target add \
             {TARGET}` where rustup can reach its server, or install the package of that name \
             which your system has for its own Rust"
        )
    };
    on_path("rustup").with_context(missing)?;
    must(rustup).with_context(missing)
}
