// A running Dais of one's own: program, data folder, mailbox. What the journeys stand on.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type BrowserContext } from '@playwright/test';
import { NOW, type Document } from './documents';
import { Mailbox, type Letter } from './mailbox';

const PROGRAM =
  process.env.DAIS_PROGRAM ?? fileURLToPath(new URL('../target/debug/dais', import.meta.url));
const SENDER = 'desk@example.org';

/** What a guest types. Keys are the names of the form's controls. */
export interface Guest {
  name: string;
  email: string;
  organization?: string;
}

export class Dais {
  readonly #mailbox: Mailbox;
  readonly #folder = mkdtempSync(join(tmpdir(), 'dais-journey-'));
  #server: ChildProcess;
  #log = '';
  #address = '';
  #clock = NOW;
  #count = 0;

  private constructor(mailbox: Mailbox) {
    this.#mailbox = mailbox;
    this.#server = this.#serves();
  }

  #serves(): ChildProcess {
    const server = spawn(PROGRAM, ['serve'], this.#surroundings());
    server.stderr?.on('data', (text) => (this.#log += text));
    server.on('error', (error) => (this.#log += error.message));
    return server;
  }

  static async start(): Promise<Dais> {
    const dais = new Dais(await Mailbox.open());
    const address = () => /^Dais serves at (http:\S+?)\/?$/m.exec(dais.#log)?.[1] ?? dais.#log;
    await expect.poll(address, { timeout: 20_000 }).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    dais.#address = address();
    await dais.#isUp();
    return dais;
  }

  async #isUp(): Promise<void> {
    const status = () => fetch(`${this.url}/health`).then(({ status }) => status, () => 0);
    await expect.poll(status, { timeout: 20_000 }).toBe(200);
  }

  /** Ends the server and starts it again at another time, with all that it had. */
  async wakesAt(moment: string): Promise<void> {
    expect(await this.#ends()).toBe(0);
    this.#clock = moment;
    this.#server = this.#serves();
    await this.#isUp();
  }

  /** Ends the server as its owner would; says its status. */
  #ends(): Promise<unknown> {
    const end = new Promise((ended) => this.#server.once('exit', ended));
    this.#server.kill('SIGTERM');
    return end;
  }

  /** Where pages are, without a slash at the end. */
  get url(): string {
    return this.#address;
  }

  /** Ends the server as its owner would, and looks at what it had to say. */
  async stop(): Promise<void> {
    const status = await this.#ends();
    await this.#mailbox.close();
    rmSync(this.#folder, { recursive: true, force: true });
    expect(this.#log.split('\n').filter((line) => /\b(ERROR|panicked)\b/.test(line))).toEqual([]);
    expect(status).toBe(0);
  }

  /** Publishes an event of its own, whatever else was published from the same document. */
  async publishes(document: Document): Promise<string> {
    return this.changes({ ...document, slug: `event-${++this.#count}` });
  }

  /** Writes an event that only staff see; says the slug. */
  async drafts(document: Document): Promise<string> {
    return this.#runs(['event', 'import', '-'], JSON.stringify({ ...document, state: 'draft' }));
  }

  /** Writes an event over the one of the same slug; says the slug. */
  async changes(document: Document): Promise<string> {
    return this.#runs(['event', 'import', '--publish', '-'], JSON.stringify(document));
  }

  /** The link that makes the first owner. */
  async firstLink(): Promise<string> {
    return this.#runs(['staff', 'first']);
  }

  /** The link that signs somebody in, who is staff from now on. */
  async staffLink(email: string, role: 'owner' | 'editor'): Promise<string> {
    return this.#runs(['staff', 'add', email, '--role', role]);
  }

  /** Runs the program beside the server; says the last line of what it printed. */
  async #runs(words: string[], input = ''): Promise<string> {
    const stdin = input === '' ? 'ignore' : 'pipe';
    const stdio = [stdin, 'pipe', 'pipe'] as const;
    const program = spawn(PROGRAM, words, { ...this.#surroundings(), stdio: [...stdio] });
    let out = '';
    let complaints = '';
    program.stdout?.on('data', (text) => (out += text));
    program.stderr?.on('data', (text) => (complaints += text));
    program.stdin?.end(input);
    const status = await new Promise((ended) => program.once('close', ended));
    if (status !== 0) throw new Error(complaints);
    return out.trim().split('\n').at(-1) ?? '';
  }

  /** Somebody who has not replied to anything yet. */
  guest(name: string): Guest {
    return { name, email: `guest-${++this.#count}@example.org` };
  }

  /** A guest replies without a browser; says the first letter. */
  async takes(slug: string, guest: Guest): Promise<Letter> {
    const body = new URLSearchParams({ ...guest });
    const request = { method: 'POST', body, redirect: 'manual' } as const;
    const answer = await fetch(`${this.url}/events/${slug}`, request);
    expect(answer.status).toBe(303);
    return this.letter(guest, 1);
  }

  /** The guest's letter of this number; there is none after it. */
  async letter(guest: Guest, number: number): Promise<Letter> {
    const letters = () => this.#mailbox.to(guest.email);
    await expect.poll(() => letters().length, { timeout: 15_000 }).toBeGreaterThanOrEqual(number);
    await this.postIsOut();
    expect(letters().map(({ subject }) => subject)).toHaveLength(number);
    return letters()[number - 1];
  }

  /** Waits until no letter is left to send. */
  async postIsOut(): Promise<void> {
    const left = async () => (await (await fetch(`${this.url}/health`)).json()).mail.to_send;
    await expect.poll(left, { timeout: 15_000 }).toBe(0);
  }

  /** A folder of its own to work in, so that no settings file of the machine's owner counts. */
  #surroundings() {
    const env = {
      PATH: process.env.PATH,
      DAIS_LISTEN: this.#address ? new URL(this.#address).host : '127.0.0.1:0',
      DAIS_DATA: join(this.#folder, 'data'),
      DAIS_SMTP_URL: this.#mailbox.url,
      DAIS_MAIL_FROM: SENDER,
      DAIS_CLOCK: this.#clock,
      // What the server found out by itself, its commands cannot know.
      ...(this.#address ? { DAIS_PUBLIC_URL: this.#address } : {}),
    };
    return { cwd: this.#folder, env };
  }
}

const onADaisOfOnesOwn = async (use: (dais: Dais) => Promise<void>) => {
  const dais = await Dais.start();
  await use(dais);
  await dais.stop();
};

const quietly = async (
  { context, dais }: { context: BrowserContext; dais: Dais },
  use: (context: BrowserContext) => Promise<void>,
) => {
  const complaints = listen(context, dais.url);
  await use(context);
  expect(complaints()).toEqual([]);
};

/** The journeys' test: a server for each worker, and a browser that may hear no complaint. */
export const test = base.extend<object, { dais: Dais }>({
  dais: [async ({}, use) => onADaisOfOnesOwn(use), { scope: 'worker' }],
  baseURL: ({ dais }, use) => use(dais.url),
  context: quietly,
});

/** The same with a server that nobody else has touched. */
export const alone = base.extend<{ dais: Dais }>({
  dais: async ({}, use) => onADaisOfOnesOwn(use),
  baseURL: ({ dais }, use) => use(dais.url),
  context: quietly,
});

/** Errors of scripts, words on the console, breaches of the policy, requests to other hosts. */
function listen(context: BrowserContext, home: string): () => string[] {
  const heard: { words: string; about?: string }[] = [];
  const refused = new Set<string>();
  context.on('console', (message) => {
    const { url } = message.location();
    if (['error', 'warning'].includes(message.type())) heard.push({ words: message.text(), about: url });
  });
  context.on('weberror', (error) => heard.push({ words: String(error.error()) }));
  context.on('request', (request) => {
    const elsewhere = !request.url().startsWith(`${home}/`);
    if (elsewhere) heard.push({ words: `asked ${request.url()}` });
  });
  context.on('response', (response) => {
    const page = response.request().isNavigationRequest();
    if (page && response.status() >= 400) refused.add(response.url());
  });
  // That a page itself answers 404 or 422 is no complaint, though Chromium makes it one.
  const isAnswer = ({ words, about }: { words: string; about?: string }) =>
    words.startsWith('Failed to load resource') && about !== undefined && refused.has(about);
  return () => heard.filter((one) => !isAnswer(one)).map(({ words, about = '' }) => `${words} ${about}`);
}

export { expect };
