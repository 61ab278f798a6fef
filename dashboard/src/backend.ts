import { signalRTransport } from './live/signalr';
import type { Transport } from './live/transport';

/** The one door to the server. The development build swaps this module for an invented shop. */
export const createTransport = (): Transport => signalRTransport();

export const request = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(path, { credentials: 'same-origin', ...init });
