#include "analyzer/eval/decide/formula.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::string ShapeOf(const FormulaLeaf& leaf) {
  std::string shape = Concat({"leaf\n", leaf.op, "\n", leaf.key});
  for (const std::string& value : leaf.values) {
    shape += Concat({"\n", std::to_string(value.size()), ":", value});
  }
  return shape;
}

std::string ShapeOf(char kind, const std::vector<FormulaId>& parts) {
  std::string shape(1, kind);
  for (const FormulaId part : parts) shape += Concat({" ", std::to_string(part)});
  return shape;
}

// Operators of policies come first, as policies write them; facts read as sentences.
std::string TextOf(const FormulaLeaf& leaf) {
  if (leaf.key == "document") return Concat({"document `", Join(leaf.values, ", "), "` ", leaf.op});
  if (leaf.key == "resource") return Concat({"resource ", leaf.op, " ", Join(leaf.values, " | ")});
  return Concat({leaf.op, " ", leaf.key, leaf.values.empty() ? "" : " ", Join(leaf.values, " | ")});
}

}  // namespace

std::string_view ControllerName(KeyController controller) {
  switch (controller) {
    case KeyController::kCaller:
      return "caller";
    case KeyController::kEnvironment:
      return "environment";
    case KeyController::kService:
      return "service";
    case KeyController::kResource:
      return "resource";
    case KeyController::kUnsupplied:
      return "input";
  }
  return "";
}

Formula::Formula() : nodes_(2) {}

FormulaId Formula::Intern(std::string shape, Node node) {
  const auto [place, is_new] =
      ids_.try_emplace(std::move(shape), static_cast<FormulaId>(nodes_.size()));
  if (is_new) nodes_.push_back(std::move(node));
  return place->second;
}

FormulaId Formula::Leaf(FormulaLeaf leaf) {
  if (nodes_.size() >= kMaxNodes) {
    was_cut_ = true;
    leaf = {.op = "undecided", .key = "formula", .values = {}, .controller = leaf.controller};
  }
  std::string shape = ShapeOf(leaf);
  const auto known = ids_.find(shape);
  if (known != ids_.end()) return known->second;
  leaves_.push_back(std::move(leaf));
  return Intern(std::move(shape), {Kind::kLeaf, static_cast<uint32_t>(leaves_.size() - 1), {}});
}

// Flattened, sorted by first appearance, each part once; a dominating constant decides.
FormulaId Formula::Combine(Kind kind, std::vector<FormulaId> parts) {
  const FormulaId neutral = kind == Kind::kAnd ? kTrue : kFalse;
  const FormulaId decider = kind == Kind::kAnd ? kFalse : kTrue;
  std::vector<FormulaId> flat;
  for (const FormulaId part : parts) {
    if (part == decider) return decider;
    if (part == neutral) continue;
    if (at(part).kind == kind) {
      flat.insert(flat.end(), at(part).parts.begin(), at(part).parts.end());
    } else {
      flat.push_back(part);
    }
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  if (flat.empty()) return neutral;
  if (flat.size() == 1) return flat[0];
  if (nodes_.size() >= kMaxNodes) return Leaf({});
  std::string shape = ShapeOf(kind == Kind::kAnd ? '&' : '|', flat);
  return Intern(std::move(shape), {kind, 0, std::move(flat)});
}

FormulaId Formula::Not(FormulaId part) {
  if (part <= kTrue) return part == kTrue ? kFalse : kTrue;
  if (at(part).kind == Kind::kNot) return at(part).parts[0];
  if (nodes_.size() >= kMaxNodes) return Leaf({});
  return Intern(ShapeOf('!', {part}), {Kind::kNot, 0, {part}});
}

namespace {

void WriteLeaf(const FormulaLeaf& leaf, JsonWriter& json) {
  json.BeginObject().Member("op", leaf.op).Member("key", leaf.key).Key("values");
  json.Strings(leaf.values).EndObject();
}

}  // namespace

std::string Formula::ToJson(FormulaId id) const {
  std::string out;
  JsonWriter json(&out);
  const auto write = [&](const auto& self, FormulaId at_id) -> void {
    const Node& node = at(at_id);
    switch (node.kind) {
      case Kind::kConstant:
        json.Bool(at_id == kTrue);
        return;
      case Kind::kLeaf:
        WriteLeaf(leaves_[node.leaf], json);
        return;
      case Kind::kNot:
        json.BeginObject().Key("not");
        self(self, node.parts[0]);
        json.EndObject();
        return;
      default:
        json.BeginObject().Key(node.kind == Kind::kAnd ? "and" : "or").BeginArray();
        for (const FormulaId part : node.parts) self(self, part);
        json.EndArray().EndObject();
    }
  };
  write(write, id);
  return out;
}

void Formula::AppendText(FormulaId id, bool is_inner, std::string& out) const {
  const Node& node = at(id);
  if (node.kind == Kind::kConstant) {
    out += id == kTrue ? "always" : "never";
  } else if (node.kind == Kind::kLeaf) {
    out += TextOf(leaves_[node.leaf]);
  } else if (node.kind == Kind::kNot) {
    out += "not (";
    AppendText(node.parts[0], false, out);
    out += ")";
  } else {
    if (is_inner) out += "(";
    for (size_t i = 0; i < node.parts.size(); ++i) {
      if (i > 0) out += node.kind == Kind::kAnd ? " and " : " or ";
      AppendText(node.parts[i], true, out);
    }
    if (is_inner) out += ")";
  }
}

std::string Formula::ToText(FormulaId id) const {
  std::string out;
  AppendText(id, false, out);
  return out;
}

void Formula::CollectLeaves(FormulaId id, std::vector<bool>& seen,
                            std::vector<const FormulaLeaf*>& leaves) const {
  if (seen[static_cast<size_t>(id)]) return;
  seen[static_cast<size_t>(id)] = true;
  if (at(id).kind == Kind::kLeaf) leaves.push_back(&leaves_[at(id).leaf]);
  for (const FormulaId part : at(id).parts) CollectLeaves(part, seen, leaves);
}

std::vector<const FormulaLeaf*> Formula::LeavesOf(FormulaId id) const {
  std::vector<bool> seen(nodes_.size());
  std::vector<const FormulaLeaf*> leaves;
  CollectLeaves(id, seen, leaves);
  return leaves;
}

}  // namespace iamsift
