/** A file of the city that cannot be used. The message names file, place and fault. */
export class CityFault extends Error {}
