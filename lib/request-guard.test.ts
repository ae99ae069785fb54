import { describe, expect, it } from 'vitest';
import { allowedHosts, judgeRequest, type RequestFacts, refuseRequest } from './request-guard';

const plain: RequestFacts = {
  method: 'GET',
  host: '127.0.0.1:3000',
  origin: null,
  fetchSite: null,
  fetchMode: null,
  fetchDest: null,
};
const judge = (facts: Partial<RequestFacts>, env: Record<string, string> = {}) =>
  judgeRequest({ ...plain, ...facts }, allowedHosts(env))?.status ?? null;

describe('judgeRequest', () => {
  it.each(['127.0.0.1', '127.0.0.1:3000', 'localhost:3000', 'LOCALHOST', '[::1]:3000'])('answers to %s', (host) => {
    expect(judge({ host })).toBeNull();
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '',
    'a b',
    '127.0.0.1@evil.example',
    '127.0.0.1/x',
    '0.0.0.0:3000',
  ])('refuses the host %j', (host) => {
    expect(judge({ host })).toBe(421);
  });

  it('refuses a request without a host and says how to allow one', () => {
    expect(judgeRequest({ ...plain, host: null }, allowedHosts({}))?.status).toBe(421);
    expect(judgeRequest({ ...plain, host: 'box.lan:3000' }, allowedHosts({}))?.message).toContain(
      'WAYBILL_ALLOWED_HOSTS=box.lan',
    );
  });

  it('answers to WAYBILL_HOST and to every name in WAYBILL_ALLOWED_HOSTS', () => {
    const env = { WAYBILL_HOST: '192.168.1.5', WAYBILL_ALLOWED_HOSTS: 'box.lan, Waybill.Example:8443,fd00::1' };
    for (const host of ['192.168.1.5:3000', 'box.lan', 'waybill.example:8443', '[fd00::1]:3000'])
      expect(judge({ host }, env)).toBeNull();
    expect(judge({ host: 'waybill.example:9000' }, env)).toBe(421);
  });

  it('listening on every address allows no host by itself', () => {
    expect(judge({ host: '0.0.0.0' }, { WAYBILL_HOST: '0.0.0.0' })).toBe(421);
  });

  it('takes its own origin, default ports included', () => {
    expect(judge({ method: 'POST', origin: 'http://127.0.0.1:3000' })).toBeNull();
    expect(judge({ host: 'box.lan', origin: 'https://box.lan' }, { WAYBILL_ALLOWED_HOSTS: 'box.lan' })).toBeNull();
  });

  it.each([
    'https://evil.example',
    'null',
    'http://localhost:3000',
    'http://127.0.0.1:4000',
    'file://',
    'http://127.0.0.1:3000@evil.example',
  ])('refuses the origin %s', (origin) => {
    expect(judge({ method: 'POST', origin })).toBe(403);
    expect(judge({ method: 'GET', origin })).toBe(403);
  });

  it('lets another site link here, and nothing more', () => {
    const link = { fetchSite: 'cross-site', fetchMode: 'navigate', fetchDest: 'document' };
    expect(judge(link)).toBeNull();
    expect(judge({ ...link, method: 'POST' })).toBe(403);
    expect(judge({ ...link, fetchDest: 'iframe' })).toBe(403);
    expect(judge({ fetchSite: 'cross-site', fetchMode: 'no-cors', fetchDest: 'image' })).toBe(403);
    expect(judge({ fetchSite: 'same-site', fetchMode: 'no-cors', fetchDest: 'script' })).toBe(403);
  });

  it.each(['same-origin', 'none'])('takes a request of site %s', (fetchSite) => {
    expect(judge({ fetchSite, fetchMode: 'cors', fetchDest: 'empty' })).toBeNull();
  });
});

describe('refuseRequest', () => {
  it('answers in plain text that is not kept', async () => {
    const response = refuseRequest(new Request('http://127.0.0.1:3000/', { headers: { host: 'evil.example' } }));
    expect(response?.status).toBe(421);
    expect(response?.headers.get('cache-control')).toBe('no-store');
    expect(await response?.text()).toContain('WAYBILL_ALLOWED_HOSTS=evil.example');
  });

  it('is null for a request of our own', () => {
    expect(refuseRequest(new Request('http://127.0.0.1:3000/', { headers: { host: 'localhost:3000' } }))).toBeNull();
  });
});
