// The permissions of our app at Intercom that the product knows by what it loses without them.

export type Permission =
  | 'gather-app-data'
  | 'read-admins'
  | 'read-contacts'
  | 'read-conversations'
  | 'read-macros'
  | 'read-office-hours'
  | 'read-tickets'
  | 'write-attributes'
  | 'write-contacts'
  | 'write-conversations'
  | 'write-connectors'
  | 'write-events'
  | 'write-tags'
  | 'write-tickets';
