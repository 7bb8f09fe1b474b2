//! A page as a browser reads it.

use scraper::{ElementRef, Html, Selector};

pub struct Page(Html);

/// A form with what its controls hold.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub method: String,
    /// Name and value of each control that would be sent.
    pub fields: Vec<(String, String)>,
    /// Names of all controls, chosen or not.
    pub names: Vec<String>,
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect(css)
}

impl Page {
    pub fn read(html: &str) -> Self {
        Self(Html::parse_document(html))
    }

    pub fn all(&self, css: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&selector(css)).collect()
    }

    /// The only element that the selector finds.
    #[track_caller]
    pub fn one(&self, css: &str) -> ElementRef<'_> {
        let found = self.all(css);
        assert_eq!(found.len(), 1, "{css} in {}", self.0.html());
        found[0]
    }

    /// The words of the only element that the selector finds.
    #[track_caller]
    pub fn words(&self, css: &str) -> String {
        words(self.one(css))
    }

    /// All words of the page, with single spaces.
    pub fn all_words(&self) -> String {
        words(self.0.root_element())
    }

    /// The text nodes inside the page's body, each by itself.
    pub fn texts(&self) -> Vec<String> {
        let body = self.0.select(&selector("body")).next().expect("a body");
        body.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
    }

    /// One text node says exactly this.
    #[track_caller]
    pub fn says(&self, text: &str) {
        assert!(self.texts().iter().any(|node| node == text), "no “{text}” in {:?}", self.texts());
    }

    /// The words are there, over however many text nodes.
    #[track_caller]
    pub fn tells(&self, words: &str) {
        assert!(self.all_words().contains(words), "no “{words}” in {}", self.all_words());
    }

    #[track_caller]
    pub fn does_not_tell(&self, words: &str) {
        assert!(!self.all_words().contains(words), "“{words}” in {}", self.all_words());
    }

    /// The form with this selector, as a browser would send it.
    #[track_caller]
    pub fn form(&self, css: &str) -> Form {
        let form = self.one(css);
        let mut names = vec![];
        let mut fields = vec![];
        for control in form.select(&selector("input, textarea, select")) {
            let name = control.attr("name").expect("every control has a name").to_owned();
            names.push(name.clone());
            let kind = control.attr("type").unwrap_or_default();
            if matches!(kind, "radio" | "checkbox") && control.attr("checked").is_none() {
                continue;
            }
            fields.push((name, value(control)));
        }
        let action = form.attr("action").unwrap_or_default().to_owned();
        Form { action, method: form.attr("method").unwrap_or("get").to_owned(), fields, names }
    }

    /// What a control holds.
    #[track_caller]
    pub fn value(&self, name: &str) -> String {
        value(self.one(&format!("[name='{name}']:not([type=radio])")))
    }

    /// The problem that stands beside a field: what its `aria-describedby` leads to.
    #[track_caller]
    pub fn problem_beside(&self, name: &str) -> String {
        let control = self.one(&format!(":is(input, textarea, select)[name='{name}']"));
        assert_eq!(control.attr("aria-invalid"), Some("true"), "{name} is not marked");
        let described = control.attr("aria-describedby").expect("a description");
        assert!(described.split(' ').any(|id| id == format!("{name}-why")), "{described}");
        self.words(&format!("[id='{name}-why']"))
    }
}

impl Form {
    /// The fields with what was typed over them.
    pub fn filled(&self, typed: &[(&str, &str)]) -> Vec<(String, String)> {
        let kept =
            self.fields.iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name));
        let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        kept.cloned().chain(typed).collect()
    }
}

fn value(control: ElementRef<'_>) -> String {
    if control.value().name() == "textarea" {
        return control.text().collect();
    }
    if control.value().name() == "select" {
        let options: Vec<_> = control.select(&selector("option")).collect();
        let chosen = options.iter().find(|option| option.attr("selected").is_some());
        let chosen = chosen.or(options.first()).and_then(|option| option.attr("value"));
        return chosen.unwrap_or_default().to_owned();
    }
    control.attr("value").unwrap_or_default().to_owned()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
