-- What wrk sends: requests about many calls, one after the other, round and round. In one thread, so that no call is left out and none comes twice.
--
--   wrk -t1 -s calls.lua URL -- create COUNT CALLBACK
--   wrk -t1 -s calls.lua URL -- keep FILE FROM PACE
--
-- FILE has the calls' ids, one a line; the first request is about that with the number FROM. PACE is how many requests a second are sent, each at its
-- time; `once` sends one for each call as fast as they are answered, `flood` goes on and on.

local ffi = require("ffi")
ffi.cdef("struct timespec { long seconds, nanoseconds; }; int clock_gettime(int, struct timespec *);")
local MONOTONIC, time = 1, ffi.new("struct timespec")

local function now()
   ffi.C.clock_gettime(MONOTONIC, time)
   return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
end

local A_DAY = 86400 * 1000
local count, from, one -- how many there are, with which it begins, and what is sent of a number
local pace, began
-- wrk asks for one request that it does not send, to look at it.
sent, late = -1, 0

local function ids(path)
   local list = {}
   for id in io.lines(path) do list[#list + 1] = id end
   return list
end

local function creations(number, callback)
   local body = string.format('{"@odata.type":"#microsoft.graph.call","callbackUri":"%s",', callback)
      .. '"targets":[{"@odata.type":"#microsoft.graph.invitationParticipantInfo","identity":{"@odata.type":"#microsoft.graph.identitySet",'
      .. '"user":{"@odata.type":"#microsoft.graph.identity","id":"112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}],'
      .. '"requestedModalities":["audio"],"mediaConfig":{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig"}}'
   local text = wrk.format("POST", "/v1.0/communications/calls", { ["Content-Type"] = "application/json" }, body)
   count, from, one = number, 0, function() return text end
end

local function keep_alives(list, first)
   local head, tail = wrk.format("POST", "/v1.0/communications/calls/ID/keepAlive"):match("^(.*)ID(.*)$")
   for place, id in ipairs(list) do list[place] = head .. id .. tail end
   count, from, one = #list, first, function(number) return list[number + 1] end
end

-- A request has a time at which it is due, whatever became of those before it; when it is sent later it is noted how much.
local function in_rhythm()
   local slots = 0
   function delay()
      began = began or now()
      slots = slots + 1
      return math.max(0, (began + (slots - 1) / pace - now()) * 1000)
   end
end

-- One for each call; it ends with the last answer.
local function no_more_than_once()
   local asked, answered = 0, 0
   function delay()
      asked = asked + 1
      return asked > count and A_DAY or 0
   end
   function response()
      answered = answered + 1
      if answered == count then wrk.thread:stop() end
   end
end

function init(args)
   if args[1] == "create" then
      creations(tonumber(args[2]), args[3])
      return no_more_than_once()
   end
   keep_alives(ids(args[2]), tonumber(args[3]))
   pace = tonumber(args[4])
   if pace then in_rhythm() elseif args[4] == "once" then no_more_than_once() end
end

function request()
   if began and pace then late = math.max(late, now() - began - sent / pace) end
   local text = one((from + math.max(sent, 0)) % count)
   sent = sent + 1
   return text
end

local the_thread
function setup(thread) the_thread = thread end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '{"requests":%d,"seconds":%.3f,"p50":%.0f,"p99":%.0f,"p999":%.0f,"max":%.0f,"refused":%d,"broken":%d,"sent":%d,"late":%.4f}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(99), latency:percentile(99.9), latency.max, errors.status,
      errors.connect + errors.read + errors.write + errors.timeout, the_thread:get("sent"), the_thread:get("late")))
end
