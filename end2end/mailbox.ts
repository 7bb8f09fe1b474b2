// A mail server of our own, and what it was given, as a guest's mail program would read it.
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A letter as received. */
export interface Letter {
  /** The envelope's recipients, which need not be what the heading says. */
  recipients: string[];
  from: string;
  to: string;
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  messageId?: string;
  /** Content type with parameters, and text, of each calendar part. */
  calendars: { type: string; method?: string; text: string }[];
}

/** Takes every letter that it is handed, on a port of its own. */
export class Mailbox {
  readonly #letters: Letter[] = [];
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, session, taken) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        simpleParser(stream).then(
          (mail) => {
            this.#letters.push(letter(mail, recipients));
            taken();
          },
          (error: Error) => taken(error),
        );
      },
    });
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((listens) => mailbox.#server.listen(0, '127.0.0.1', listens));
    return mailbox;
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo;
    return `smtp://127.0.0.1:${port}`;
  }

  /** What an address was sent so far, oldest first. */
  to(address: string): Letter[] {
    return this.#letters.filter(({ recipients }) => recipients.includes(address));
  }

  close(): Promise<void> {
    return new Promise((closed) => this.#server.close(closed));
  }
}

function letter(mail: ParsedMail, recipients: string[]): Letter {
  const calendars = mail.attachments.filter(({ contentType }) => /calendar|ics/.test(contentType));
  return {
    recipients,
    from: mail.from?.text ?? '',
    to: [mail.to ?? []].flat().map(({ text }) => text).join(', '),
    replyTo: mail.replyTo?.text,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    messageId: mail.messageId,
    calendars: calendars.map((part) => {
      const header = part.headers.get('content-type') as { params?: { method?: string } };
      const text = part.content.toString('utf8');
      return { type: part.contentType, method: header.params?.method, text };
    }),
  };
}

/** Every address of a page that a letter's plain part names. */
export function links({ text }: Letter): string[] {
  return text.match(/https?:\/\/\S+/g) ?? [];
}

/** The link that opens the guest's own RSVP. */
export function ownLink(letter: Letter): string {
  const own = links(letter).filter((link) => new URL(link).pathname.startsWith('/r/'));
  if (own.length !== 1) throw new Error(`${own.length} links to an RSVP in: ${letter.text}`);
  return own[0];
}
