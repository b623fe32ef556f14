// Settings of both ends, in milliseconds: plain objects.

import * as abi from "./abi.mjs";
import { SettingError, needed, refuse } from "./errors.mjs";
import { at, u32, wasm } from "./wasm.mjs";
import { whole } from "./values.mjs";

const camel = (name) => name.replaceAll(/_(.)/g, (_, letter) => letter.toUpperCase());

/** Takes what is given as it is now: nothing of the host's runs later, and changes what is in the memory by then. */
export function taken(settings) {
  if (settings === undefined || settings === null) return undefined;
  if (typeof settings !== "object") needed("settings", settings, "an object");
  return Object.freeze({ ...settings });
}

class End {
  #default;
  #check;
  #members = new Map();

  constructor(end, places) {
    this.#default = wasm[`cl_${end}_settings_default`];
    this.#check = wasm[`cl_${end}_settings_check`];
    for (const [name, place] of Object.entries(places)) this.#members.set(name, (at.SETTINGS + place) >> 2);
  }

  /** The defaults as numbers. */
  defaults() {
    this.#default(at.SETTINGS);
    return Object.fromEntries([...this.#members].map(([name, place]) => [name, u32[place]]));
  }

  /** Settings that were taken, for the library; 0 for the defaults. */
  put(settings) {
    if (settings === undefined) return 0;
    this.#default(at.SETTINGS);
    for (const [name, value] of Object.entries(settings)) {
      const place = this.#members.get(name);
      if (place === undefined) throw new TypeError(`settings.${name} is no setting: allowed are ${[...this.#members.keys()].join(", ")}`);
      if (value !== undefined) u32[place] = whole(`settings.${name}`, value, 0, 0xffff_ffff);
    }
    const code = this.#check(at.SETTINGS, at.SETTING_ERROR);
    if (code === abi.BAD_SETTING) {
      const [field, value, least, most] = u32.subarray(at.SETTING_ERROR >> 2);
      throw new SettingError(camel(abi.policyFieldWords[field]), value, least, most);
    }
    if (code) refuse(code);
    return at.SETTINGS;
  }
}

export const APP = new End("app", {
  expiry: abi.APP_SETTINGS_AT_EXPIRY,
  interval: abi.APP_SETTINGS_AT_INTERVAL,
  jitter: abi.APP_SETTINGS_AT_JITTER,
  startMargin: abi.APP_SETTINGS_AT_START_MARGIN,
  replyTimeout: abi.APP_SETTINGS_AT_REPLY_TIMEOUT,
  retryInitial: abi.APP_SETTINGS_AT_RETRY_INITIAL,
  retryMax: abi.APP_SETTINGS_AT_RETRY_MAX,
  abandon: abi.APP_SETTINGS_AT_ABANDON,
  answerDeadline: abi.APP_SETTINGS_AT_ANSWER_DEADLINE,
  hangUpTimeout: abi.APP_SETTINGS_AT_HANG_UP_TIMEOUT,
  hangUpGiveUp: abi.APP_SETTINGS_AT_HANG_UP_GIVE_UP,
  operationGrace: abi.APP_SETTINGS_AT_OPERATION_GRACE,
});

export const SERVICE = new End("service", {
  expiry: abi.SERVICE_SETTINGS_AT_EXPIRY,
  answerDeadline: abi.SERVICE_SETTINGS_AT_ANSWER_DEADLINE,
  teardown: abi.SERVICE_SETTINGS_AT_TEARDOWN,
});

/** The defaults of the application's end. */
export const defaultSettings = () => APP.defaults();

/** The defaults of the service's end. */
export const defaultServiceSettings = () => SERVICE.defaults();
