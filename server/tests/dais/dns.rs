//! A DNS server for tests: knows the TXT records that it is given, and nothing else.

use std::collections::HashMap;
use std::net::{SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use hickory_resolver::proto::op::{Message, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::TXT;
use hickory_resolver::proto::rr::{RData, Record, RecordType};

type Texts = Arc<Mutex<HashMap<String, Vec<String>>>>;

/// A running server; it stops when dropped.
pub struct Dns {
    pub address: SocketAddr,
    texts: Texts,
}

impl Dns {
    /// One that knows these texts.
    pub fn knowing(records: &[(&str, &str)]) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let address = socket.local_addr().expect("an address");
        let dns = Self { address, texts: Texts::default() };
        for (name, text) in records {
            dns.publish(name, text);
        }
        let texts = Arc::clone(&dns.texts);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok((length, client)) = socket.recv_from(&mut bytes) {
                if length == 0 {
                    break;
                }
                if let Some(answer) = answer(&texts, &bytes[..length]) {
                    let _ = socket.send_to(&answer, client);
                }
            }
        });
        dns
    }

    /// One more text at a name.
    pub fn publish(&self, name: &str, text: &str) {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.entry(name.to_owned()).or_default().push(text.to_owned());
    }
}

impl Drop for Dns {
    fn drop(&mut self) {
        if let Ok(socket) = UdpSocket::bind("127.0.0.1:0") {
            let _ = socket.send_to(&[], self.address);
        }
    }
}

fn answer(texts: &Texts, question: &[u8]) -> Option<Vec<u8>> {
    let asked = Message::from_vec(question).ok()?;
    let query = asked.queries.first()?.clone();
    let name = query.name().to_ascii().to_lowercase();
    let texts = texts.lock().unwrap_or_else(PoisonError::into_inner);
    let known = texts.get(name.trim_end_matches('.')).cloned().unwrap_or_default();
    let mut answer = Message::response(asked.metadata.id, OpCode::Query);
    answer.metadata.recursion_available = true;
    answer.add_query(query.clone());
    if query.query_type() == RecordType::TXT {
        for text in &known {
            let strings = text.as_bytes().chunks(255).collect();
            let data = RData::TXT(TXT::from_bytes(strings));
            answer.add_answer(Record::from_rdata(query.name().clone(), 60, data));
        }
    }
    if known.is_empty() {
        answer.metadata.response_code = ResponseCode::NXDomain;
    }
    answer.to_vec().ok()
}
