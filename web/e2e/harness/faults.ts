import type { Page } from '@playwright/test';

/** What pages wrote into their consoles as errors, and uncaught ones. */
export class Faults {
  #written: string[] = [];
  #allowed: RegExp[] = [];

  watch(page: Page): void {
    page.on('pageerror', (error) => this.#written.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#written.push(`${message.text()} ${message.location().url}`.trim());
    });
  }

  /**
   * The browser itself writes each refused request into the console. A test that provokes a refusal names its
   * status and a part of its address; every other error stays one.
   */
  allowRefusal(status: number, address: string): void {
    const part = address.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    this.#allowed.push(new RegExp(`^Failed to load resource: .* ${status} .*${part}`));
  }

  /** For what is cut on purpose: a stream, the network. */
  allowCut(address: string): void {
    const part = address.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    this.#allowed.push(new RegExp(`(net::ERR_|Failed to load resource).*${part}`));
  }

  /** For what React itself writes about an error that a panel's boundary caught and shows. */
  allowCaught(text: string): void {
    this.#allowed.push(new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)));
  }

  found(): string[] {
    return this.#written.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }
}
