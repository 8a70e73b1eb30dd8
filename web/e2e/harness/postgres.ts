import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Postgres = { url: string; stop: () => void };

const DEBIAN = '/usr/lib/postgresql';

/** The folder of the server's programs: on the PATH, else the newest of Debian's. */
function findPrograms(): string {
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  const debian = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : [];
  const found = [...debian, ...onPath].find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
  if (found === undefined) throw new Error('PostgreSQL is missing: run scripts/ensure-postgres.sh');
  return found;
}

/** PostgreSQL refuses to run as root: then it runs as the user of its package. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/** Starts a throw-away server, reached by a socket in its own folder: no port is taken. */
export function startPostgres(): Postgres {
  const programs = findPrograms();
  const as = owner();
  const folder = mkdtempSync(join(tmpdir(), 'dashkeep-pg-'));
  if (as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const run = (program: string, args: string[]): void => {
    execFileSync(join(programs, program), args, { ...as, cwd: folder, stdio: 'pipe' });
  };
  run('initdb', ['-D', data, '-U', 'dashkeep', '--auth=trust', '--no-sync', '-E', 'UTF8']);
  const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off -c max_connections=120`;
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
  return {
    url: `postgres:///postgres?host=${encodeURIComponent(folder)}&user=dashkeep&sslmode=disable`,
    stop: () => {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
