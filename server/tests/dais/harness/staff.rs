//! Somebody who is signed in.

use domain::staff::{self, Role};
use reqwest::{Method, RequestBuilder};

use super::{Answer, Dais, Form, Letter};

/// A member of staff in a browser of their own.
pub struct Colleague<'a> {
    dais: &'a Dais,
    /// The session cookie as a browser sends it: `__Host-dais=…`.
    pub cookie: String,
}

impl Dais {
    /// Olga Owner, `owner@example.org`, in a new session.
    pub async fn owner(&self) -> Colleague<'_> {
        self.signed_in("owner@example.org", "Olga Owner", Role::Owner).await
    }

    /// Edda Editor, `editor@example.org`, in a new session.
    pub async fn editor(&self) -> Colleague<'_> {
        self.signed_in("editor@example.org", "Edda Editor", Role::Editor).await
    }

    /// Anybody, by a link as the command line prints it and the button behind it.
    pub async fn signed_in(&self, email: &str, name: &str, role: Role) -> Colleague<'_> {
        let link = staff::add(&self.desk, email, role, Some(name)).await.expect("a link");
        let path = format!("/sign-in/{}", link.reveal());
        let answer = self.post::<&str, &str>(&path, &[]).await;
        assert_eq!(answer.leads_to(), "/staff");
        self.with_cookie(&answer.session_cookie())
    }

    /// Asks for a mail to sign in; the path of its link, and its code.
    pub async fn asks_to_sign_in(&self, email: &str) -> (String, String) {
        self.post("/sign-in", &[("email", email)]).await.leads_to();
        let letter = self.last_letter_to(email).await;
        (letter.way_in(), letter.code())
    }

    /// A browser with this session cookie.
    pub fn with_cookie(&self, cookie: &str) -> Colleague<'_> {
        Colleague { dais: self, cookie: cookie.to_owned() }
    }
}

impl Answer {
    /// A cookie that the answer sets, with its attributes.
    pub fn sets_cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all("set-cookie").iter();
        let mut set = set.map(|value| value.to_str().expect("readable").to_owned());
        set.find(|cookie| cookie.starts_with(&format!("{name}=")))
    }

    /// The session that the answer begins, as a browser sends it back.
    #[track_caller]
    pub fn session_cookie(&self) -> String {
        let cookie = self.sets_cookie("__Host-dais").expect("a session");
        cookie.split(';').next().expect("a pair").to_owned()
    }
}

impl Letter {
    /// The path of the link that signs in, as a reader finds it.
    #[track_caller]
    pub fn way_in(&self) -> String {
        let links = self.links();
        let mut ways = links.iter().filter_map(|link| link.find("/sign-in/").map(|at| &link[at..]));
        let path = ways.next().expect("a link that signs in").to_owned();
        assert!(ways.next().is_none(), "one link that signs in");
        path
    }

    /// The six digits that stand alone on their line.
    #[track_caller]
    pub fn code(&self) -> String {
        let is_code = |line: &&String| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
        self.lines().iter().find(is_code).expect("a code").clone()
    }
}

impl Colleague<'_> {
    /// A request with the cookie and nothing else of a browser.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.dais.request(method, path).header("Cookie", &self.cookie)
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::GET, path).header("Accept", "text/html")).await
    }

    /// A form, posted as a browser does from our own page.
    pub async fn post<K: AsRef<str>, V: AsRef<str>>(&self, path: &str, form: &[(K, V)]) -> Answer {
        let pairs: Vec<_> = form.iter().map(|(k, v)| (k.as_ref(), v.as_ref())).collect();
        Answer::to(self.posting_to(path).form(&pairs)).await
    }

    /// A POST with the headers that browsers give a form of our own pages.
    pub fn posting_to(&self, path: &str) -> RequestBuilder {
        self.dais.posting_to(path).header("Cookie", &self.cookie)
    }

    /// Fills in the form that a page shows and sends it, everything else as the page has it.
    pub async fn fills(&self, form: &Form, typed: &[(&str, &str)]) -> Answer {
        self.post(&form.action, &form.filled(typed)).await
    }
}
