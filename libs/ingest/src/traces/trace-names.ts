import { remembered } from '@trailmark/platform/remembered';

/**
 * What a key says its value tells of a person's whereabouts and means: an address of the network, a
 * user agent, a place as a whole, or a part of one, by how exact it is.
 */
export type Trace = 'address' | 'agent' | 'place' | 'exact' | 'coarse' | 'country';

/** `ip`, `client_ip`, `$ip`, `lastIp`, `ip_address`, but neither `zip` nor `description`. */
const ADDRESS =
  /(?:^|[^a-z]|(?:client|remote|user|source|host|server|real|public|connecting))ip[-_ ]?(?:v[46]|addr(?:ess)?)?$|(?:remote|client)[-_ ]?addr(?:ess)?$|forwarded[-_ ]?for$/i;
const ADDRESS_IN_CAMELS = /[a-z]I[pP](?:[vV][46]|[aA]ddr(?:ess)?)?$/;

const AGENT = /^(?:ua|.*uastring|.*useragent(?:string)?)$/;
const PLACES = new Set(['location', 'geo', 'geoip', 'geolocation', 'whereabouts']);
const EXACT =
  /^(?:lat|lng|lon|.*latitude|.*longitude|latlng|latlon|latlong|coords|.*coordinates|geohash|.*postalcode|.*postcode|.*zipcode|zip|street|streetname|streetnumber|.*streetaddress|housenumber|address(?:line)?\d|.*accuracyradius)$/;

const COUNTRY = /^(?:country|continent)/;
const COARSE = /^(?:region|state$|statecode|province|subdivision|city|timezone)/;

const plain = (key: string): string =>
  key
    .toLowerCase()
    .replace(/[^a-z\d]/g, '')
    .replace(/^initial/, '');

/** What the part of a place that a key names tells. */
export const partOfPlace = (key: string): Trace => {
  const name = plain(key).replace(/^geoip/, '');
  if (COUNTRY.test(name)) return 'country';
  return COARSE.test(name) ? 'coarse' : 'exact';
};

const judge = (key: string): Trace | null => {
  if (ADDRESS.test(key) || ADDRESS_IN_CAMELS.test(key)) return 'address';
  const name = plain(key);
  if (AGENT.test(name)) return 'agent';
  if (PLACES.has(name)) return 'place';
  if (name.startsWith('geoip')) return partOfPlace(key);
  return EXACT.test(name) ? 'exact' : null;
};

/** What a value may tell, by its key alone; null: nothing of the kind. */
export const traceOf = remembered(judge, { maxAnswers: 5000 });
