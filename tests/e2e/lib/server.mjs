// Starts the built server on loopback, each time on a fresh folder unless told otherwise, and ends it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const readyWithinMs = 90_000;

/** The newest build of the server; `ACTORS_SERVER_DLL` names another. */
function assembly() {
  if (process.env.ACTORS_SERVER_DLL) return process.env.ACTORS_SERVER_DLL;
  const found = ['Release', 'Debug']
    .map((flavour) => join(root, `src/Actors.Server/bin/${flavour}/net10.0/Actors.Server.dll`))
    .filter(existsSync)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (found.length === 0) throw new Error('The server is not built: dotnet build src/Actors.Server');
  return found[0];
}

export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export class Server {
  constructor(command, args = []) {
    this.command = command;
    this.args = args;
    this.data = mkdtempSync(join(tmpdir(), 'actors-e2e-'));
    this.output = '';
  }

  async start() {
    this.port ??= await freePort();
    this.base = `http://127.0.0.1:${this.port}`;
    this.process = spawn('dotnet', [assembly(), this.command, '--urls', this.base, '--data', this.data, ...this.args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = new Promise((resolve) => this.process.once('exit', resolve));
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (chunk) => { this.output = (this.output + chunk).slice(-20_000); });
    }
    await this.ready();
    return this;
  }

  async ready() {
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline) {
      if (this.process.exitCode !== null) throw new Error(`The server ended by itself:\n${this.output}`);
      const answer = await fetch(`${this.base}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The server was not ready in time:\n${this.output}`);
  }

  /** Ends the process at once, as a crash would. The folder stays. */
  async kill() {
    if (!this.process || this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGKILL');
    await this.exited;
  }

  async end() {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  async json(path, init = {}) {
    const response = await fetch(this.base + path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  /** Sends one tracking call; the write key goes unchecked where loopback is open. */
  track(event, userId, properties = {}, key = 'e2e') {
    return this.json('/v1/track', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      body: JSON.stringify({ type: 'track', event, userId, properties }),
    });
  }
}
