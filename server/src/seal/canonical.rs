//! RFC 6376 §3.4: letters as they are signed. Relays may change white space on the way, and so it does
//! not count.

/// Headers and body of a message.
pub(super) fn parts(message: &[u8]) -> (String, &[u8]) {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n");
    let (headers, body) = match end {
        Some(end) => (&message[..end + 2], &message[end + 4..]),
        None => (message, &[][..]),
    };
    (String::from_utf8_lossy(headers).into_owned(), body)
}

/// Names and values in order, both as they are signed.
pub(super) fn fields(headers: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = vec![];
    for line in headers.split("\r\n").filter(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim_end().to_ascii_lowercase(), value.to_owned()));
        }
    }
    fields.into_iter().map(|(name, value)| (name, relaxed(&value))).collect()
}

/// §3.4.2, a header's value: unfolded, one space where there was white space, none at the ends.
pub(super) fn relaxed(value: &str) -> String {
    let words = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// §3.4.4: one space where there was white space, none before a line break, no empty lines at the end.
pub(super) fn body(raw: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(raw.len() + 2);
    for line in raw.split(|&byte| byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let start = body.len();
        for &byte in line {
            if !matches!(byte, b' ' | b'\t') {
                body.push(byte);
            } else if body.len() == start || body.last() != Some(&b' ') {
                body.push(b' ');
            }
        }
        if body.len() > start && body.last() == Some(&b' ') {
            body.pop();
        }
        body.extend(b"\r\n");
    }
    while body.ends_with(b"\r\n\r\n") {
        body.truncate(body.len() - 2);
    }
    if body == b"\r\n" { vec![] } else { body }
}

#[cfg(test)]
mod tests {
    use super::{body, fields, parts};

    /// RFC 6376 §3.4.5.
    #[test]
    fn the_example_of_the_standard() {
        let message = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (headers, rest) = parts(message);
        let expected = [("a", "X"), ("b", "Y Z")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(fields(&headers), expected);
        assert_eq!(body(rest), b" C\r\nD E\r\n");
        assert_eq!(body(b""), b"");
        assert_eq!(body(b"\r\n\r\n"), b"");
        assert_eq!(body(b"no end"), b"no end\r\n");
    }
}
