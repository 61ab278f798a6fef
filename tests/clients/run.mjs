// Starts a server of its own (the newest build here, on a free port, in a folder of its own) unless ACTORS_HOST names one,
// and runs the tests against it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const environment = { ...process.env };
const server = environment.ACTORS_HOST ? null : await startServer();
const tests = spawn(process.execPath, ['--test'], { cwd: here, env: environment, stdio: 'inherit' });
const code = await new Promise((ended) => tests.on('exit', (exit) => ended(exit ?? 1)));
await server?.stop();
process.exit(code);

async function startServer() {
  const builds = ['Release', 'Debug'].map((kind) => join(here, '../../src/Actors.Server/bin', kind, 'net10.0/Actors.Server.dll'));
  const build = [environment.ACTORS_SERVER, ...builds].find((path) => path && existsSync(path));
  if (!build) {
    throw new Error('the server is not built: dotnet build -c Release');
  }
  environment.ACTORS_WRITE_KEY = 'wk-clients';
  environment.ACTORS_TOKEN = 'at-clients';
  const data = mkdtempSync(join(tmpdir(), 'actors-clients-'));
  const options = ['--urls', 'http://127.0.0.1:0', '--data', data, '--partitions', '8', '--write-key', 'wk-clients', '--admin-token', 'at-clients'];
  const child = spawn('dotnet', [build, 'serve', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((exit) => child.on('exit', exit));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    environment.ACTORS_HOST ??= /^Actors at (http:\/\/[^\s,]+)/.exec(line)?.[1];
    if (line === 'Ready.') {
      child.stdout.resume();
      return { stop };
    }
  }
  throw new Error(`the server ended with ${await ended} before it was ready`);
}
