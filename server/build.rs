//! The site is embedded: a new stylesheet or island is a reason to build the program anew.

fn main() {
    println!("cargo::rerun-if-changed=../target/site");
}
