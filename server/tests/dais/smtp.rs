//! A mail relay for tests: takes letters as a real one does and misbehaves on request.
//!
//! Each fault of the script is used once, in order, by the next letter (or, for a fault that comes
//! before letters, the next connection); without one the relay behaves. It runs on threads of its own,
//! so that a relay that stalls stalls nothing else.

use std::{
    collections::VecDeque,
    io::{self, BufRead as _, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use rustls::ServerConfig;

mod fault;
mod wire;

pub use fault::{Fault, Point};
use wire::{Wire, encrypt, identity};

/// When the connection becomes encrypted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    Never,
    StartTls,
    FromTheStart,
}

/// A running relay; it stops when dropped.
pub struct Smtp {
    address: SocketAddr,
    certificate: String,
    desk: Arc<Desk>,
}

struct Desk {
    encryption: Encryption,
    tls: Arc<ServerConfig>,
    book: Mutex<Book>,
    released: Condvar,
}

#[derive(Default)]
struct Book {
    script: VecDeque<Fault>,
    letters: Vec<String>,
    commands: Vec<String>,
    connections: usize,
    /// Connections that are open.
    clients: usize,
    closed: bool,
    takes_foreign_letters: bool,
    /// How often it stood still, and up to which time it was released.
    halts: usize,
    releases: usize,
}

impl Smtp {
    /// A relay on a free port, without encryption.
    pub fn start() -> Self {
        Self::encrypted(Encryption::Never)
    }

    /// A relay with a certificate of its own for `localhost` and `0.0.0.0`.
    pub fn encrypted(encryption: Encryption) -> Self {
        let (tls, certificate) = identity();
        let desk = Desk {
            encryption,
            tls: Arc::new(tls),
            book: Mutex::default(),
            released: Condvar::new(),
        };
        let desk = Arc::new(desk);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let at_work = Arc::clone(&desk);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let desk = Arc::clone(&at_work);
                if desk.book().closed {
                    break;
                }
                desk.book().connections += 1;
                desk.book().clients += 1;
                thread::spawn(move || {
                    // A client that goes away ends its connection, not the relay.
                    let _ = Session::serve(&desk, stream);
                    desk.book().clients -= 1;
                });
            }
        });
        Self { address, certificate, desk }
    }

    /// For `DAIS_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port())
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The certificate to trust, as PEM.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// What goes wrong from here on; replaces what was left of an earlier script.
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.desk.book().script = faults.into_iter().collect();
    }

    /// It can write to every address from now on (RFC 6531).
    pub fn takes_foreign_letters(&self) {
        self.desk.book().takes_foreign_letters = true;
    }

    /// How often it stood still so far.
    pub fn halts(&self) -> usize {
        self.desk.book().halts
    }

    /// Lets it go on where it stands still.
    pub fn release(&self) {
        let mut book = self.desk.book();
        book.releases = book.halts;
        drop(book);
        self.desk.released.notify_all();
    }

    /// How many connections are open.
    pub fn clients(&self) -> usize {
        self.desk.book().clients
    }

    /// How much of the script is left.
    pub fn faults_left(&self) -> usize {
        self.desk.book().script.len()
    }

    /// The letters that were taken, whole, in order.
    pub fn received(&self) -> Vec<String> {
        self.desk.book().letters.clone()
    }

    /// Every command of every connection, in order.
    pub fn commands(&self) -> Vec<String> {
        self.desk.book().commands.clone()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.desk.book().connections
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.desk.book().closed = true;
        self.release();
        // Wakes the listener, which then sees that it is over.
        drop(TcpStream::connect(self.address));
    }
}

impl Desk {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_fault(&self, before_letters: bool) -> Option<Fault> {
        let wanted = |fault: &mut Fault| fault.is_before_letters() == before_letters;
        self.book().script.pop_front_if(wanted)
    }

    fn stand_still(&self) {
        let mut book = self.book();
        book.halts += 1;
        let mine = book.halts;
        while book.releases < mine {
            book = self.released.wait(book).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

struct Session<'a> {
    desk: &'a Desk,
    wire: BufReader<Wire>,
    fault: Option<Fault>,
    letter_begun: bool,
}

impl<'a> Session<'a> {
    fn serve(desk: &'a Desk, stream: TcpStream) -> io::Result<()> {
        let wire = Wire::Plain(stream);
        let wire = if desk.encryption == Encryption::FromTheStart {
            encrypt(&desk.tls, wire)?
        } else {
            wire
        };
        let fault = desk.next_fault(true);
        let mut session = Session { desk, wire: BufReader::new(wire), fault, letter_begun: false };
        match fault {
            Some(Fault::Unwelcome) => return session.say("554 not today"),
            Some(Fault::Greeting(code)) => return session.say(&format!("{code} not today")),
            _ => session.say("220 relay.example.org")?,
        }
        while let Some(command) = session.line()? {
            desk.book().commands.push(command.clone());
            let verb = command.split([' ', ':']).next().unwrap_or_default();
            match verb {
                "QUIT" => return session.say("221 bye"),
                "STARTTLS" => match session.fault {
                    Some(Fault::Secure(code)) => session.say(&format!("{code} as scripted"))?,
                    Some(Fault::BrokenTls) => return session.say("220 go on\r\nnonsense"),
                    _ => session = session.starttls()?,
                },
                verb => {
                    if !session.answer(verb)? {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    /// False when the connection is to close.
    fn answer(&mut self, verb: &str) -> io::Result<bool> {
        match verb {
            "EHLO" => match self.fault {
                Some(Fault::Hello(code)) => self.say(&format!("{code} as scripted"))?,
                _ => self.introduce()?,
            },
            // RFC 5321 §4.1.4: a refused letter is over only with RSET.
            "MAIL" if self.letter_begun => self.say("503 a letter has begun already")?,
            "MAIL" => {
                self.letter_begun = true;
                self.fault = self.desk.next_fault(false);
                self.halt(Point::Sender);
                self.say(&match self.fault {
                    Some(Fault::Sender(code)) => format!("{code} as scripted"),
                    _ => "250 ok".to_owned(),
                })?;
            }
            "RCPT" => {
                self.halt(Point::Recipient);
                match self.fault {
                    Some(Fault::Recipient(code)) => self.say(&format!("{code} as scripted"))?,
                    Some(Fault::Stall) => {}
                    _ => self.say("250 ok")?,
                }
            }
            "DATA" if self.fault == Some(Fault::OutOfStep) => self.say("250 ok")?,
            "DATA" => {
                self.halt(Point::Opening);
                if let Some(Fault::Opening(code)) = self.fault {
                    self.say(&format!("{code} as scripted"))?;
                    return Ok(true);
                }
                self.say("354 go on")?;
                return self.content();
            }
            "RSET" => {
                self.letter_begun = false;
                self.say("250 forgotten")?;
            }
            "AUTH" => match self.fault {
                Some(Fault::SignIn(code)) => self.say(&format!("{code} as scripted"))?,
                _ => self.say("235 welcome")?,
            },
            _ => self.say("250 ok")?,
        }
        Ok(true)
    }

    fn introduce(&mut self) -> io::Result<()> {
        let plain = matches!(self.wire.get_ref(), Wire::Plain(_));
        let utf8 = if self.desk.book().takes_foreign_letters { "250-SMTPUTF8\r\n" } else { "" };
        if self.desk.encryption == Encryption::StartTls && plain {
            self.say("250-relay.example.org\r\n250 STARTTLS")
        } else {
            self.say(&format!("250-relay.example.org\r\n{utf8}250 AUTH PLAIN LOGIN"))
        }
    }

    fn halt(&self, point: Point) {
        if self.fault == Some(Fault::Halt(point)) {
            self.desk.stand_still();
        }
    }

    fn starttls(mut self) -> io::Result<Self> {
        self.say("220 go on")?;
        let wire = encrypt(&self.desk.tls, self.wire.into_inner())?;
        Ok(Self { wire: BufReader::new(wire), ..self })
    }

    fn content(&mut self) -> io::Result<bool> {
        self.letter_begun = false;
        let mut letter = String::new();
        loop {
            // Who goes away in the middle has sent no letter.
            let Some(line) = self.line()? else { return Ok(false) };
            if line == "." {
                break;
            }
            if letter.is_empty() {
                self.halt(Point::InContent);
            }
            if self.fault == Some(Fault::DropInContent) {
                return Ok(false);
            }
            // RFC 5321 §4.5.2: a dot was added before a leading dot.
            letter.push_str(line.strip_prefix('.').unwrap_or(&line));
            letter.push_str("\r\n");
        }
        if let Some(Fault::Content(code)) = self.fault {
            self.say(&format!("{code} as scripted"))?;
            return Ok(true);
        }
        self.desk.book().letters.push(letter);
        self.halt(Point::BeforeAnswer);
        if !matches!(self.fault, Some(Fault::DropBeforeAnswer | Fault::Silence)) {
            self.say("250 accepted")?;
        }
        self.halt(Point::AfterAnswer);
        Ok(!matches!(self.fault, Some(Fault::DropBeforeAnswer | Fault::DropAfterAnswer)))
    }

    fn say(&mut self, answer: &str) -> io::Result<()> {
        if self.fault == Some(Fault::Slow) {
            thread::sleep(Duration::from_millis(20));
        }
        let wire = self.wire.get_mut();
        wire.write_all(format!("{answer}\r\n").as_bytes())?;
        wire.flush()
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        let length = self.wire.read_line(&mut line)?;
        Ok((length > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
    }
}
